-- One row a case: who sent what (by hash), and where the case stands. The engine's tables hold everything else.
create table necessity_case (
  case_number      varchar(32) not null primary key,
  request_id       varchar(64) not null,
  content_hash     char(64)    not null,
  state            varchar(32) not null,
  policy_id        varchar(64),
  policy_version   varchar(64),
  received_at      timestamp with time zone not null,
  constraint necessity_case_request_id unique (request_id)
);

create index necessity_case_received on necessity_case (received_at desc, case_number desc);
create index necessity_case_state on necessity_case (state, received_at desc, case_number desc);
