-- Teams, when the business is open, and who is there.
create table teams (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  name text not null,
  name_key text collate "C" generated always as (lower(name)) stored,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create unique index teams_name on teams (workspace_id, name_key) where archived_at is null;
alter table teams enable row level security;
alter table teams force row level security;
create policy workspace on teams using (workspace_id = current_workspace());
create policy maintenance on teams to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on teams to rapport_server;

create table team_members (
  workspace_id uuid not null default current_workspace(),
  team_id uuid not null,
  member_id uuid not null,
  joined_at timestamptz not null,
  primary key (workspace_id, team_id, member_id)
);
create index team_members_member on team_members (workspace_id, member_id);
alter table team_members enable row level security;
alter table team_members force row level security;
create policy workspace on team_members using (workspace_id = current_workspace());
create policy maintenance on team_members to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on team_members to rapport_server;

-- The hours of the workspace, and of teams that have their own.
create table business_hours (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  team_id uuid,
  hours jsonb not null,
  changed_at timestamptz not null,
  primary key (workspace_id, id)
);
create unique index business_hours_team on business_hours (workspace_id, team_id) nulls not distinct;
alter table business_hours enable row level security;
alter table business_hours force row level security;
create policy workspace on business_hours using (workspace_id = current_workspace());
create policy maintenance on business_hours to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on business_hours to rapport_server;

-- What members chose, and whether the ledger says that they are there. Without a row: never seen, and online when they come.
create table availability (
  workspace_id uuid not null default current_workspace(),
  member_id uuid not null,
  choice text not null default 'online' check (choice in ('online', 'away', 'handing-over')),
  chosen_at timestamptz,
  is_here boolean not null default false,
  here_since timestamptz,
  primary key (workspace_id, member_id)
);
alter table availability enable row level security;
alter table availability force row level security;
create policy workspace on availability using (workspace_id = current_workspace());
create policy maintenance on availability to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on availability to rapport_server;

-- When a server last held a console's connection of a member: what is left of a server that was killed grows old by itself.
create table presence_beats (
  workspace_id uuid not null default current_workspace(),
  member_id uuid not null,
  beat_at timestamptz not null,
  primary key (workspace_id, member_id)
);
alter table presence_beats enable row level security;
alter table presence_beats force row level security;
create policy workspace on presence_beats using (workspace_id = current_workspace());
create policy maintenance on presence_beats to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on presence_beats to rapport_server;
