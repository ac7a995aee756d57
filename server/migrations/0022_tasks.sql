-- Where a workspace and its members live: their calendars and clocks.
alter table workspaces add column time_zone text not null default 'UTC';
alter table members
  add column time_zone text,
  add column reminder_mails boolean not null default true;

-- What is to be done for customers.
create table tasks (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- The customer whose it was when it was made: kept through merges, like an identity.
  customer_id uuid not null,
  conversation_id uuid,
  what text not null,
  assignee_id uuid,
  -- As it was said: a date, perhaps a time, in a time zone; and the moment from which on it is overdue.
  due jsonb,
  due_at timestamptz,
  remind jsonb,
  remind_at timestamptz,
  -- The reminder was given to whoever has the task now.
  reminded boolean not null default false,
  date_id uuid,
  created_at timestamptz not null,
  created_by jsonb not null,
  done_at timestamptz,
  done_by jsonb,
  primary key (workspace_id, id)
);
create index tasks_open on tasks (workspace_id, coalesce(due_at, '9999-01-01 00:00:00+00'), id) where done_at is null;
create index tasks_open_of on tasks (workspace_id, assignee_id, coalesce(due_at, '9999-01-01 00:00:00+00'), id)
  where done_at is null;
create index tasks_done on tasks (workspace_id, done_at, id) where done_at is not null;
create index tasks_done_of on tasks (workspace_id, assignee_id, done_at, id) where done_at is not null;
create index tasks_customer on tasks (workspace_id, customer_id);
create index tasks_conversation on tasks (workspace_id, conversation_id) where conversation_id is not null;
create index tasks_pending on tasks (remind_at) where remind_at is not null and not reminded and done_at is null;
alter table tasks enable row level security;
alter table tasks force row level security;
create policy workspace on tasks using (workspace_id = current_workspace());
create policy maintenance on tasks to rapport_maintenance using (true) with check (true);
create policy directory on tasks for select to rapport_directory using (true);
grant select, insert, update, delete on tasks to rapport_server;
grant select on tasks to rapport_directory;

-- Reminders that came, until their member has seen them.
create table task_reminders (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  task_id uuid not null,
  member_id uuid not null,
  reminded_at timestamptz not null,
  seen_at timestamptz,
  primary key (workspace_id, id)
);
create index task_reminders_unseen on task_reminders (workspace_id, member_id) where seen_at is null;
create index task_reminders_task on task_reminders (workspace_id, task_id) where seen_at is null;
alter table task_reminders enable row level security;
alter table task_reminders force row level security;
create policy workspace on task_reminders using (workspace_id = current_workspace());
create policy maintenance on task_reminders to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on task_reminders to rapport_server;

-- Days that matter to customers.
create table customer_dates (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  customer_id uuid not null,
  date_kind text not null,
  name text,
  month smallint not null,
  day smallint not null,
  year smallint,
  yearly boolean not null,
  remind_days integer,
  -- The occurrence for which a task is to be made next, and when.
  task_for date,
  task_at timestamptz,
  primary key (workspace_id, id)
);
create index customer_dates_customer on customer_dates (workspace_id, customer_id);
create index customer_dates_day on customer_dates (workspace_id, month, day);
create index customer_dates_task on customer_dates (task_at) where task_at is not null;
alter table customer_dates enable row level security;
alter table customer_dates force row level security;
create policy workspace on customer_dates using (workspace_id = current_workspace());
create policy maintenance on customer_dates to rapport_maintenance using (true) with check (true);
create policy directory on customer_dates for select to rapport_directory using (true);
grant select, insert, update, delete on customer_dates to rapport_server;
grant select on customer_dates to rapport_directory;

-- Workspaces in which a reminder is to be given, or a task to be made for a date.
create function workspaces_reminding(until timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select workspace_id from tasks
  where remind_at <= until and not reminded and done_at is null and assignee_id is not null
  union
  select workspace_id from customer_dates where task_at <= until;
end;
alter function workspaces_reminding(timestamptz) owner to rapport_directory;
revoke all on function workspaces_reminding(timestamptz) from public;
grant execute on function workspaces_reminding(timestamptz) to rapport_server;
