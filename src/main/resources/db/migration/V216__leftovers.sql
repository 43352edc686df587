-- What no supported revision writes: the text that seals kept before they kept marks, extensions that named no reader, and the way to cases
-- whose urgency the register did not keep. A database that holds such seals or extensions is refused here, and nothing of it is lost.
alter table necessity_seal alter column marks set not null;
alter table necessity_outbox alter column audience set not null;
alter table necessity_seal drop column manifest;
drop index necessity_case_urgency;
