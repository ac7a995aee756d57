-- What the workspace writes down of conversations, by attributes that it defines as it does those of customers.
alter table attribute_definitions
  add column subject text not null default 'customer' check (subject in ('customer', 'conversation'));
alter table attribute_definitions drop constraint attribute_definitions_pkey,
  add primary key (workspace_id, subject, key);
alter table conversations add column attributes jsonb not null default '{}';
