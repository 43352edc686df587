-- Acts go with the case when its time is over, and never before.
create trigger necessity_act_append_only before update or truncate on necessity_act
  for each statement execute function necessity_append_only();

create function necessity_acts_kept() returns trigger language plpgsql as $$
begin
  if exists (select 1 from necessity_case c where c.case_number = old.case_number) then
    raise exception 'Rows of % are only ever added.', tg_table_name;
  end if;
  return old;
end
$$;
create trigger necessity_act_kept before delete on necessity_act
  for each row execute function necessity_acts_kept();
