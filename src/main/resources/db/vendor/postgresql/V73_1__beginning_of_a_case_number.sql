-- The beginning of a case number is looked up here; the primary key follows the rules of a language.
create index necessity_case_beginning on necessity_case (case_number varchar_pattern_ops);
