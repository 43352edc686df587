-- When somebody said where a request goes that no policy covers: from then on nothing of it is overdue.
alter table necessity_case add column routed_at timestamp with time zone;
