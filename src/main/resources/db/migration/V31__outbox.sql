-- What is to be delivered outside, written in the transaction of the step that caused it. A row names the case and holds
-- nothing of the member: the content is made anew from the case for each try. next_attempt_at is null once a row is
-- delivered or dead.
create table necessity_outbox (
  id               varchar(36) not null primary key,
  case_number      varchar(32) not null,
  event            varchar(16) not null,
  audience         varchar(16),
  channel          varchar(16) not null,
  state            varchar(16) not null,
  created_at       timestamp with time zone not null,
  attempts         integer not null,
  next_attempt_at  timestamp with time zone,
  delivered_at     timestamp with time zone,
  last_error       varchar(200)
);

create index necessity_outbox_due on necessity_outbox (next_attempt_at);
create index necessity_outbox_state on necessity_outbox (state, created_at);
