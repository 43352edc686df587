-- The trace of a case tells what became of its notices.
create index necessity_outbox_case on necessity_outbox (case_number);
