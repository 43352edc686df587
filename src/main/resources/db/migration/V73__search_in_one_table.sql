-- What a search also asks for, so that it reads this table alone.
alter table necessity_audit_case add column received_at timestamp with time zone;
alter table necessity_audit_case add column policy_id varchar(64);
alter table necessity_audit_case add column policy_version varchar(64);
update necessity_audit_case set
  received_at = (select c.received_at from necessity_case c where c.case_number = necessity_audit_case.case_number),
  policy_id = (select c.policy_id from necessity_case c where c.case_number = necessity_audit_case.case_number),
  policy_version = (select c.policy_version from necessity_case c where c.case_number = necessity_audit_case.case_number);
create index necessity_audit_case_received on necessity_audit_case (received_at desc, case_number desc);
