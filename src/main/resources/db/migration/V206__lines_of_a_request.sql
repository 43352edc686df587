-- Several procedures asked for at once are one request with several lines, each a case.
alter table necessity_case add column line integer default 1 not null;
alter table necessity_case drop constraint necessity_case_request_id;
alter table necessity_case add constraint necessity_case_request_line unique (request_id, line);
