-- Finds what was decided before for the same member, by a hash of the member's number: the register names nobody.
alter table necessity_case add column member_key varchar(32);
create index necessity_case_member on necessity_case (member_key, case_number);
