-- Refused deployments are kept as well: who tried what, and which findings refused it.
alter table necessity_deployment add column outcome varchar(20) default 'DEPLOYED' not null;
