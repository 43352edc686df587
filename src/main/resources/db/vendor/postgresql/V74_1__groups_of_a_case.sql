-- As for the lists of terms: the name that H2 has for it.
create function array_contains(list varchar[], one varchar) returns boolean language sql immutable
  as 'select list @> array[one]';

-- A case that nobody had a task for is in nobody's list; most are none, and are not walked through.
create index necessity_case_of_groups on necessity_case (received_at desc, case_number desc) where cardinality(task_groups) > 0;
