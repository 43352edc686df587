-- One row a deployment, written in its own transaction: who brought which files into the engine, and what the check found.
create table necessity_deployment (
  deployment_id varchar(64) not null primary key,
  name          varchar(255),
  source        varchar(255),
  deployed_by   varchar(255),
  deployed_at   timestamp with time zone not null,
  files         text not null,
  findings      text not null,
  replay_report varchar(4000)
);

create index necessity_deployment_at on necessity_deployment (deployed_at desc, deployment_id desc);
