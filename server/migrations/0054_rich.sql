-- How a message that is sent later is formatted, where it is: its text is made from it.
alter table scheduled_messages add column rich jsonb not null default '[]';
