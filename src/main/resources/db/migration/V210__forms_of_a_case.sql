-- When the policy of a case was pinned: the forms that were live then say what its records mean. Empty for cases of an earlier version.
alter table necessity_case add column pinned_at timestamp with time zone;
