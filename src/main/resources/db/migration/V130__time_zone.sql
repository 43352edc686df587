-- The zone of all times in columns that know none, which are the engine's. A database of an earlier version is only migrated when its
-- times are in UTC.
create table if not exists necessity_time_zone (
  zone varchar(64) not null primary key
);

insert into necessity_time_zone (zone) select 'UTC' where not exists (select 1 from necessity_time_zone);
