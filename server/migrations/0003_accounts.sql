-- Workspaces, members and what lets them in.
create table workspaces (
  workspace_id uuid primary key default current_workspace(),
  name text not null,
  locale text not null default 'en',
  created_at timestamptz not null
);
alter table workspaces enable row level security;
alter table workspaces force row level security;
create policy workspace on workspaces using (workspace_id = current_workspace());
create policy maintenance on workspaces to rapport_maintenance using (true) with check (true);
grant select, insert, update on workspaces to rapport_server;

-- A removed member keeps the row (names on old messages), without a user: nobody can sign in as it.
create table members (
  workspace_id uuid not null default current_workspace() references workspaces,
  id uuid not null,
  user_id text,
  name text not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  locale text,
  single_keys boolean not null default true,
  joined_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id),
  check ((user_id is null) = (removed_at is not null))
);
create unique index members_user on members (workspace_id, user_id) where user_id is not null;
create unique index members_email on members (workspace_id, email) where removed_at is null;
create index members_by_user on members (user_id) where user_id is not null;
alter table members enable row level security;
alter table members force row level security;
create policy workspace on members using (workspace_id = current_workspace());
create policy maintenance on members to rapport_maintenance using (true) with check (true);
create policy directory on members for select to rapport_directory using (true);
grant select, insert, update on members to rapport_server;
grant select on members to rapport_directory;

create table invitations (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  invited_by uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, invited_by) references members
);
alter table invitations enable row level security;
alter table invitations force row level security;
create policy workspace on invitations using (workspace_id = current_workspace());
create policy maintenance on invitations to rapport_maintenance using (true) with check (true);
grant select, insert, update on invitations to rapport_server;

create table password_resets (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members
);
alter table password_resets enable row level security;
alter table password_resets force row level security;
create policy workspace on password_resets using (workspace_id = current_workspace());
create policy maintenance on password_resets to rapport_maintenance using (true) with check (true);
grant select, insert, update on password_resets to rapport_server;

-- The secret itself is not kept: its SHA-256 is (256 random bits need no slow hash).
create table api_keys (
  workspace_id uuid not null default current_workspace(),
  id uuid not null,
  member_id uuid not null,
  name text not null,
  kind text not null check (kind in ('api', 'write')),
  prefix text not null,
  secret_hash bytea not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members
);
create unique index api_keys_secret on api_keys (workspace_id, secret_hash);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy workspace on api_keys using (workspace_id = current_workspace());
create policy maintenance on api_keys to rapport_maintenance using (true) with check (true);
grant select, insert, update on api_keys to rapport_server;

-- A signed-in user's workspaces: the one question about members that has no workspace yet.
create function memberships_of(wanted_user text) returns table (workspace_id uuid, member_id uuid)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select m.workspace_id, m.id from members m where m.user_id = wanted_user;
end;
