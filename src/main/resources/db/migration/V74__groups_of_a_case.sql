-- The groups that a case has or had a task for: who else may know of it. Null only for cases of an earlier version, until the
-- next start has read theirs from the engine's history, which a migration cannot do: on a new database there is none yet.
alter table necessity_case add column task_groups varchar(255) array;
alter table necessity_case alter column task_groups set default cast(array[] as varchar(255) array);
