-- Until when the history of a sealed case is kept; null: for as long as a legal hold stands, or until somebody says.
alter table necessity_audit_case add column keep_until timestamp with time zone;

create table necessity_legal_hold (
  case_number      varchar(32)   not null primary key,
  reason           varchar(2000) not null,
  placed_by        varchar(64)   not null,
  placed_at        timestamp with time zone not null
);
