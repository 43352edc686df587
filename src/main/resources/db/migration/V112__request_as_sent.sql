-- The hash of the request of an open case as people sent it, with what was added since: what a variable holds beyond that, nobody sent.
-- Null for cases of an earlier version until something is added to them.
alter table necessity_case add column request_hash char(64);
