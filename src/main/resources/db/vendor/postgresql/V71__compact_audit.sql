-- The marks are hashes, which do not compress, and small enough to stay in their row.
alter table necessity_seal alter column marks set storage main;

create trigger necessity_seal_word_append_only before update or delete or truncate on necessity_seal_word
  for each statement execute function necessity_append_only();

-- The name that H2 has for it, so that one query serves both databases; it is inlined, so that the index below is used.
create function array_contains(list integer[], one integer) returns boolean language sql immutable
  as 'select list @> array[one]';

-- A short list of what is not sorted in yet keeps each search fast; in kilobytes.
create index necessity_audit_case_terms on necessity_audit_case using gin (terms) with (gin_pending_list_limit = 256);
