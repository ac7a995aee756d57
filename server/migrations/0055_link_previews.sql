-- Whose links are fetched to be shown: nobody's, the team's, or those of customers as well.
alter table workspaces add column previewed_links text not null default 'team'
  check (previewed_links in ('off', 'team', 'all'));

-- What pages say of themselves, by the SHA-256 of their address: a cache. Pages that were not there are remembered as well.
create table link_previews (
  workspace_id uuid not null default current_workspace(),
  address_hash bytea not null,
  title text,
  description text,
  picture bytea,
  picture_type text,
  picture_width integer,
  picture_height integer,
  expires_at timestamptz not null,
  primary key (workspace_id, address_hash)
);
create index link_previews_expiry on link_previews (workspace_id, expires_at);
alter table link_previews enable row level security;
alter table link_previews force row level security;
create policy workspace on link_previews using (workspace_id = current_workspace());
create policy maintenance on link_previews to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on link_previews to rapport_server;

-- Which messages a page was fetched for: it goes with their customer.
create table link_preview_messages (
  workspace_id uuid not null default current_workspace(),
  message_id uuid not null,
  customer_id uuid not null,
  address_hash bytea not null,
  primary key (workspace_id, message_id, address_hash),
  foreign key (workspace_id, address_hash) references link_previews on delete cascade
);
create index link_preview_messages_address on link_preview_messages (workspace_id, address_hash);
create index link_preview_messages_customer on link_preview_messages (workspace_id, customer_id);
alter table link_preview_messages enable row level security;
alter table link_preview_messages force row level security;
create policy workspace on link_preview_messages using (workspace_id = current_workspace());
create policy maintenance on link_preview_messages to rapport_maintenance using (true) with check (true);
grant select, insert, update, delete on link_preview_messages to rapport_server;
