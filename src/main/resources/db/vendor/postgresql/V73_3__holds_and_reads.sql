create trigger necessity_legal_hold_event_append_only before update or delete or truncate on necessity_legal_hold_event
  for each statement execute function necessity_append_only();

-- Reads are removed when those of their removed case are due, and never before.
drop trigger necessity_case_read_append_only on necessity_case_read;
create trigger necessity_case_read_append_only before update or truncate on necessity_case_read
  for each statement execute function necessity_append_only();

create function necessity_reads_kept() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from necessity_case_deletion d where d.case_number = old.case_number and d.keep_reads_until is not null) then
    raise exception 'Rows of % are only ever added.', tg_table_name;
  end if;
  return old;
end
$$;
create trigger necessity_case_read_kept before delete on necessity_case_read
  for each row execute function necessity_reads_kept();
