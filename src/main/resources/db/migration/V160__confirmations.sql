-- Who confirms a certification is known by user; an NPI is asked for of who reviews. Without an NPI the key of the review's act says nothing,
-- so that the act is also named without it.
alter table necessity_act add constraint necessity_act_of_a_person unique (task_id, kind, case_number, process_instance, user_id);
alter table necessity_case drop constraint necessity_case_decider;
alter table necessity_case add constraint necessity_case_decider check (decided_before_acts or
  case when decided_act is null then decided_task is null and decided_by is null and decided_by_npi is null
    else decided_task is not null and decided_by is not null and (decided_by_npi is not null or decided_act = 'CONFIRMED') end);
alter table necessity_case add constraint necessity_case_act_of_a_person foreign key (decided_task, decided_act, case_number, process_instance, decided_by)
  references necessity_act (task_id, kind, case_number, process_instance, user_id);
