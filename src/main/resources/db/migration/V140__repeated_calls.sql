-- What a call was answered that came with an Idempotency-Key, for a day: the same call gets the same answer and does nothing a second
-- time. Neither the key nor the call can be read from here; the answer is what the caller was shown of the case.
create table necessity_repeated_call (
  caller     varchar(255) not null,
  key_hash   char(64)     not null,
  call_hash  char(64)     not null,
  status     integer      not null,
  location   varchar(255),
  answer     text,
  kept_until timestamp with time zone not null,
  primary key (caller, key_hash)
);

create index necessity_repeated_call_kept on necessity_repeated_call (kept_until);
