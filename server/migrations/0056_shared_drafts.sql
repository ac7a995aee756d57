-- Drafts of replies that the team shares: how often one was changed, and by whom last.
alter table scheduled_messages
  add column revision integer not null default 0,
  add column changed_by uuid;
