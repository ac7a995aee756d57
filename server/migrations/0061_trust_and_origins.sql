-- How much a fact counts where a customer is made of several: a proven one before a claimed one; and one that was proven of
-- a visitor whom a browser's word alone put there does not overrule what is proven of the customer itself.
create function trait_rank(wanted uuid, owner uuid, verified boolean) returns integer
  language sql stable
  return case
    when not verified then 0
    when owner <> wanted and exists (
      select from customer_merges m
      where m.workspace_id = current_workspace() and m.from_id = owner and m.evidence = 'browser') then 1
    else 2
  end;

create or replace function traits_of(wanted uuid) returns jsonb
  language sql stable
  return (
    select jsonb_object_agg(t.name, t.value) from (
      select distinct on (t.name) t.name, t.value
      from ids_of(wanted) as who(id)
      join traits t on t.workspace_id = current_workspace() and t.customer_id = who.id
      order by t.name, trait_rank(wanted, t.customer_id, t.verified) desc, t.said_at desc, t.said_by desc
    ) t
    where t.value <> 'null'
  );

-- What sends events with a key: a website, an app on a phone, other software, or a server. Absent: what its kind tells.
alter table api_keys add column property text check (property in ('website', 'mobile', 'software', 'server'));

-- From what a call came, for the debugger: null for what arrived before this.
alter table collected_calls add column property text, add column key_name text;
