-- What members promised to customers, and until when.
create table promises (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  -- The customer whose it was when it was made: kept through merges, like an identity.
  customer_id uuid not null,
  conversation_id uuid not null,
  what text not null,
  member_id uuid,
  -- As it was said: a date, perhaps a time, in a time zone; and the moment from which on it is late.
  due jsonb not null,
  due_at timestamptz not null,
  public boolean not null,
  moves integer not null default 0,
  warn_at timestamptz,
  -- The warning was given to whoever is to keep it now.
  warned boolean not null default false,
  made_at timestamptz not null,
  made_by jsonb not null,
  kept_at timestamptz,
  broken_at timestamptz,
  withdrawn_at timestamptz,
  primary key (workspace_id, id)
);
create index promises_open on promises (workspace_id, due_at, id) where kept_at is null and withdrawn_at is null;
create index promises_due on promises (workspace_id, due_at, id);
create index promises_customer on promises (workspace_id, customer_id);
create index promises_conversation on promises (workspace_id, conversation_id);
create index promises_breaking on promises (due_at)
  where kept_at is null and withdrawn_at is null and broken_at is null;
create index promises_warning on promises (warn_at)
  where warn_at is not null and not warned and kept_at is null and withdrawn_at is null and broken_at is null;
alter table promises enable row level security;
alter table promises force row level security;
create policy workspace on promises using (workspace_id = current_workspace());
create policy maintenance on promises to rapport_maintenance using (true) with check (true);
create policy directory on promises for select to rapport_directory using (true);
grant select, insert, update, delete on promises to rapport_server;
grant select on promises to rapport_directory;

-- Warnings that were given, until their member has seen them.
create table promise_reminders (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  promise_id uuid not null,
  member_id uuid not null,
  reminded_at timestamptz not null,
  seen_at timestamptz,
  primary key (workspace_id, id)
);
create index promise_reminders_unseen on promise_reminders (workspace_id, member_id) where seen_at is null;
create index promise_reminders_promise on promise_reminders (workspace_id, promise_id);
alter table promise_reminders enable row level security;
alter table promise_reminders force row level security;
create policy workspace on promise_reminders using (workspace_id = current_workspace());
create policy maintenance on promise_reminders to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on promise_reminders to rapport_server;

-- Who is woken when a customer is not answered: of an inbox, or of all that have no rule of their own (no inbox).
create table silence_rules (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  inbox_id uuid,
  rule jsonb not null,
  primary key (workspace_id, id)
);
create unique index silence_rules_inbox on silence_rules (workspace_id, inbox_id) nulls not distinct;
alter table silence_rules enable row level security;
alter table silence_rules force row level security;
create policy workspace on silence_rules using (workspace_id = current_workspace());
create policy maintenance on silence_rules to rapport_maintenance using (true) with check (true);
create policy directory on silence_rules for select to rapport_directory using (true);
grant select, insert, update, delete on silence_rules to rapport_server;
grant select on silence_rules to rapport_directory;

-- Who was woken for which silence: it begins at `since`, and wakes once a step.
create table silence_alarms (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  conversation_id uuid not null,
  since timestamptz not null,
  step smallint not null,
  member_id uuid not null,
  alarmed_at timestamptz not null,
  seen_at timestamptz,
  primary key (workspace_id, id)
);
create unique index silence_alarms_once on silence_alarms (workspace_id, conversation_id, since, step, member_id);
create index silence_alarms_unseen on silence_alarms (workspace_id, member_id) where seen_at is null;
alter table silence_alarms enable row level security;
alter table silence_alarms force row level security;
create policy workspace on silence_alarms using (workspace_id = current_workspace());
create policy maintenance on silence_alarms to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on silence_alarms to rapport_server;

-- A conversation that was closed without an answer keeps since when: who closed it by mistake opens it again.
drop index conversations_waiting;
create index conversations_waiting on conversations (workspace_id, waiting_since, id)
  where waiting_since is not null and status <> 'closed';
create index conversations_unanswered on conversations (workspace_id, waiting_since, id)
  where waiting_since is not null and status = 'closed' and not spam;
-- What was closed before: the first message behind the last answer, and behind the last closing before the last message.
update conversations c
set waiting_since = (
  select min(e.occurred_at) from entries e
  where e.workspace_id = c.workspace_id and e.conversation_id = c.id and not e.machine and e.kind = 'message.received'
    and e.occurred_at > greatest(
      (select max(s.occurred_at) from entries s
        where s.workspace_id = c.workspace_id and s.conversation_id = c.id and not s.machine
          and s.kind = 'message.sent' and s.actor_kind <> 'system'),
      (select max(s.occurred_at) from entries s
        where s.workspace_id = c.workspace_id and s.conversation_id = c.id and not s.machine
          and s.kind in ('conversation.closed', 'conversation.spam_marked')
          and s.occurred_at < (c.last_message ->> 'occurredAt')::timestamptz),
      '-infinity'::timestamptz))
where c.status = 'closed' and c.last_message is not null;

-- Workspaces in which a promise is due, or somebody is to be warned of one. Across workspaces: it answers ids alone.
create function workspaces_promising(until timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select workspace_id from promises
  where due_at <= until and kept_at is null and withdrawn_at is null and broken_at is null
  union
  select workspace_id from promises
  where warn_at <= until and warn_at is not null and not warned and kept_at is null and withdrawn_at is null
    and broken_at is null;
end;
alter function workspaces_promising(timestamptz) owner to rapport_directory;
revoke all on function workspaces_promising(timestamptz) from public;
grant execute on function workspaces_promising(timestamptz) to rapport_server;

-- Workspaces that want to hear of silences. Across workspaces: it answers ids alone.
create function workspaces_listening() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select distinct workspace_id from silence_rules;
end;
alter function workspaces_listening() owner to rapport_directory;
revoke all on function workspaces_listening() from public;
grant execute on function workspaces_listening() to rapport_server;
