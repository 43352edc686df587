-- The application's own user could change these tables otherwise; nobody may.
create function necessity_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are only ever added.', tg_table_name;
end
$$;

create trigger necessity_seal_append_only before update or delete or truncate on necessity_seal
  for each statement execute function necessity_append_only();
create trigger necessity_case_read_append_only before update or delete or truncate on necessity_case_read
  for each statement execute function necessity_append_only();
create trigger necessity_case_deletion_append_only before update or delete or truncate on necessity_case_deletion
  for each statement execute function necessity_append_only();
