-- A medical director who confirms a certification does so as one, and is known by user like a reviewer who confirms.
alter table necessity_case drop constraint necessity_case_decider;
alter table necessity_case add constraint necessity_case_decider check (decided_before_acts or
  case when decided_act is null then decided_task is null and decided_by is null and decided_by_npi is null
    else decided_task is not null and decided_by is not null and (decided_by_npi is not null or decided_act in ('CONFIRMED', 'ENDORSED')) end);
