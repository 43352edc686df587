-- The NPI of each reviewer: one of a person, and one person's alone. It was an information of the engine's user before, which two could share
-- and nobody could correct; a start brings those over.
create table necessity_reviewer (
  user_id varchar(255) not null primary key,
  npi     varchar(10)  not null,
  kept_by varchar(255),
  kept_at timestamp with time zone not null,
  constraint necessity_reviewer_npi unique (npi)
);
