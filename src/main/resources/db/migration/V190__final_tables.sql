-- The version of the final tables that decide a case, pinned beside its policy; empty where the policy ends in a determination of its own.
alter table necessity_case add column final_tables varchar(255);
