-- What is due is looked for over one channel at a time: what waits for a receiver that hangs is not in the way of the others.
drop index necessity_outbox_due;
create index necessity_outbox_due on necessity_outbox (channel, next_attempt_at);
