-- How many rows a file has, once they were counted; and how many of them the dry run under way has looked at.
alter table imports add column rows_total bigint, add column rows_checked bigint not null default 0;
