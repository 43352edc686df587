-- Cases of an earlier version, whose columns are filled in after a start, are found without reading all others.
create index necessity_case_urgency on necessity_case (urgency, case_number);
