-- What PostgreSQL holds the tables to beyond H2. An earlier revision may have made some of it: each statement makes what is not there.

-- The application's own user could change these tables otherwise; nobody may.
create or replace function necessity_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are only ever added.', tg_table_name;
end
$$;
create or replace trigger necessity_seal_append_only before update or delete or truncate on necessity_seal
  for each statement execute function necessity_append_only();
create or replace trigger necessity_seal_word_append_only before update or delete or truncate on necessity_seal_word
  for each statement execute function necessity_append_only();
create or replace trigger necessity_case_deletion_append_only before update or delete or truncate on necessity_case_deletion
  for each statement execute function necessity_append_only();
create or replace trigger necessity_legal_hold_event_append_only before update or delete or truncate on necessity_legal_hold_event
  for each statement execute function necessity_append_only();

-- Reads are removed when those of their removed case are due, and never before.
create or replace trigger necessity_case_read_append_only before update or truncate on necessity_case_read
  for each statement execute function necessity_append_only();

create or replace function necessity_reads_kept() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from necessity_case_deletion d where d.case_number = old.case_number and d.keep_reads_until is not null) then
    raise exception 'Rows of % are only ever added.', tg_table_name;
  end if;
  return old;
end
$$;
create or replace trigger necessity_case_read_kept before delete on necessity_case_read
  for each row execute function necessity_reads_kept();

-- Acts go with the case when its time is over, and never before.
create or replace trigger necessity_act_append_only before update or truncate on necessity_act
  for each statement execute function necessity_append_only();

create or replace function necessity_acts_kept() returns trigger language plpgsql as $$
begin
  if exists (select 1 from necessity_case c where c.case_number = old.case_number) then
    raise exception 'Rows of % are only ever added.', tg_table_name;
  end if;
  return old;
end
$$;
create or replace trigger necessity_act_kept before delete on necessity_act
  for each row execute function necessity_acts_kept();

-- The end of the chain only moves forward.
create or replace function necessity_forward_only() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or new.seq <= old.seq then
    raise exception 'The row of % only moves forward.', tg_table_name;
  end if;
  return new;
end
$$;
create or replace trigger necessity_seal_head_forward before update or delete on necessity_seal_head
  for each row execute function necessity_forward_only();
create or replace trigger necessity_seal_head_kept before truncate on necessity_seal_head
  for each statement execute function necessity_append_only();

-- The marks are hashes, which do not compress, and small enough to stay in their row.
alter table necessity_seal alter column marks set storage main;

-- The names that H2 has for it, so that one query serves both databases; they are inlined, so that indexes are used.
create or replace function array_contains(list integer[], one integer) returns boolean language sql immutable
  as 'select list @> array[one]';
create or replace function array_contains(list varchar[], one varchar) returns boolean language sql immutable
  as 'select list @> array[one]';

-- A short list of what is not sorted in yet keeps each search fast; in kilobytes.
create index if not exists necessity_audit_case_terms on necessity_audit_case using gin (terms) with (gin_pending_list_limit = 256);

-- The beginning of a case number is looked up here; the primary key follows the rules of a language.
create index if not exists necessity_case_beginning on necessity_case (case_number varchar_pattern_ops);

-- A case that nobody had a task for is in nobody's list; most are none, and are not walked through.
create index if not exists necessity_case_of_groups on necessity_case (received_at desc, case_number desc) where cardinality(task_groups) > 0;
