-- By what an identity is compared: the several ways of writing one address have one key.
--
-- Mail: providers that ignore what follows a plus, and Google, which ignores dots as well and has two names. Phones: the
-- forms of a mobile number that a country had one after the other, of which networks and people still use both: Brazil's
-- ninth digit, the 9 behind Argentina's country code, the 1 behind Mexico's. Values come in normal form (lower case,
-- ASCII domain, E.164): see server/customers/identity.ts.
create function identity_key(kind text, value text) returns text
  language sql immutable parallel safe
  return case
    when kind = 'email' and value ~ '@(gmail|googlemail)\.com$'
      then replace(split_part(split_part(value, '@', 1), '+', 1), '.', '') || '@gmail.com'
    when kind = 'email' and value ~ '.\+[^@]*@(outlook\.com|hotmail\.com|live\.com|icloud\.com|me\.com|mac\.com|fastmail\.com|proton\.me|protonmail\.com)$'
      then split_part(split_part(value, '@', 1), '+', 1) || '@' || split_part(value, '@', 2)
    when kind = 'phone' and value ~ '^\+55\d\d9[6-9]\d{7}$' then left(value, 5) || substr(value, 7)
    when kind = 'phone' and value ~ '^\+549\d{10}$' then '+54' || substr(value, 5)
    when kind = 'phone' and value ~ '^\+521\d{10}$' then '+52' || substr(value, 5)
    else value
  end;

alter table identities add column key text collate "C" generated always as (identity_key(kind, value)) stored;

drop index identities_owner;

-- Whoever migrates may be bound by row security: this role sees all rows.
grant select, update, delete on identities to rapport_maintenance;
set local role rapport_maintenance;
-- Two ways of writing one address that a customer has already: the proven one stays, else the first.
delete from identities i using identities better
  where i.workspace_id = better.workspace_id and i.kind = better.kind and i.key = better.key
    and i.customer_id = better.customer_id
    and (not better.verified, better.created_at, better.value) < (not i.verified, i.created_at, i.value);
-- A proven address that has two owners now stays with the first; for the others it is a claim.
update identities i set verified = false
  where i.verified and i.kind in ('email', 'phone') and exists (
    select from identities o
    where o.workspace_id = i.workspace_id and o.kind = i.kind and o.key = i.key and o.verified
      and (o.created_at, o.customer_id) < (i.created_at, i.customer_id));
reset role;

alter table identities drop constraint identities_pkey, add primary key (workspace_id, kind, key, customer_id);
create unique index identities_owner on identities (workspace_id, kind, key)
  where verified or kind in ('user', 'visitor');
