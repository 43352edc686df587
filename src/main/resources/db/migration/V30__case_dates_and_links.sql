-- What is asked of all cases at once: when each is due and was decided, what became of it, and which case it continues.
-- root_case is the first case of a family of linked ones, itself included; decided_by and decided_by_npi are the
-- clinician's, null where the policy certified.
alter table necessity_case add column line_of_business varchar(32);
alter table necessity_case add column urgency varchar(16);
alter table necessity_case add column due_at timestamp with time zone;
alter table necessity_case add column extended_at timestamp with time zone;
alter table necessity_case add column decided_at timestamp with time zone;
alter table necessity_case add column disposition varchar(32);
alter table necessity_case add column decided_by varchar(64);
alter table necessity_case add column decided_by_npi varchar(10);
alter table necessity_case add column link_kind varchar(16);
alter table necessity_case add column linked_case varchar(32);
alter table necessity_case add column root_case varchar(32);

update necessity_case set root_case = case_number;

create index necessity_case_root on necessity_case (root_case);
create index necessity_case_decided on necessity_case (decided_at, line_of_business);
