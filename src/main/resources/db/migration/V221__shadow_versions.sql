-- A version of a policy that judges new requests beside the live one and decides nothing. Nothing else reads these tables.
create table necessity_shadow (
  id            varchar(36)  not null primary key,
  policy_id     varchar(255) not null,
  version       varchar(255) not null,
  deployment_id varchar(64)  not null,
  resource_name varchar(255) not null,
  chosen_by     varchar(255) not null,
  chosen_at     timestamp with time zone not null,
  ended_at      timestamp with time zone
);

-- What it says of each case, once; goes with the case. Where it could not judge the case, the problem says why.
create table necessity_shadow_verdict (
  shadow_id   varchar(36)  not null,
  case_number varchar(32)  not null,
  judged_at   timestamp with time zone not null,
  outcome     varchar(16)  not null,
  live        varchar(64),
  shadow      varchar(64),
  criteria    varchar(4000),
  rules       varchar(4000),
  problem     varchar(300),
  primary key (shadow_id, case_number)
);
create index necessity_shadow_verdict_case on necessity_shadow_verdict (case_number);
