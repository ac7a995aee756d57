-- What a site says to its visitors before they have said anything.
create table greetings (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  inbox_id uuid not null,
  name text not null,
  texts jsonb not null,
  -- Where, when and to whom.
  conditions jsonb not null,
  active boolean not null,
  place integer not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, id),
  foreign key (workspace_id, inbox_id) references inboxes
);
create index greetings_inbox on greetings (workspace_id, inbox_id, place);
alter table greetings enable row level security;
alter table greetings force row level security;
create policy workspace on greetings using (workspace_id = current_workspace());
create policy maintenance on greetings to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on greetings to rapport_server;

-- To whom one was shown, and what became of it. Kept as long as page views are.
create table greeting_showings (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  greeting_id uuid not null,
  customer_id uuid not null,
  -- As the visitor saw it: it is what they answer.
  shown_text text not null,
  shown_at timestamptz not null,
  opened_at timestamptz,
  dismissed_at timestamptz,
  answered_at timestamptz,
  conversation_id uuid,
  primary key (workspace_id, id)
);
create index greeting_showings_greeting on greeting_showings (workspace_id, greeting_id, shown_at, id);
create index greeting_showings_customer on greeting_showings (workspace_id, customer_id, greeting_id, shown_at);
create index greeting_showings_shown on greeting_showings (shown_at);
alter table greeting_showings enable row level security;
alter table greeting_showings force row level security;
create policy workspace on greeting_showings using (workspace_id = current_workspace());
create policy maintenance on greeting_showings to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on greeting_showings to rapport_server;
