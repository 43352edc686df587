-- The deliveries of one case, for its trace and for what is removed with its history.
create index necessity_outbox_case on necessity_outbox (case_number);
