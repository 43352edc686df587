-- The end of the chain only moves forward.
create function necessity_forward_only() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or new.seq <= old.seq then
    raise exception 'The row of % only moves forward.', tg_table_name;
  end if;
  return new;
end
$$;
create trigger necessity_seal_head_forward before update or delete on necessity_seal_head
  for each row execute function necessity_forward_only();
create trigger necessity_seal_head_kept before truncate on necessity_seal_head
  for each statement execute function necessity_append_only();
