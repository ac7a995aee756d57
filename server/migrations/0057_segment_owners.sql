-- Whose a segment is: who made it may change it, besides owners and admins.
alter table segments add column owner_id uuid;
grant select, update on segments to rapport_maintenance;
set local role rapport_maintenance;
update segments g set owner_id = (
  select e.actor_id from entries e
  where e.workspace_id = g.workspace_id and e.kind = 'segment.created' and not e.machine
    and e.customer_id is null and e.conversation_id is null and e.actor_kind = 'member'
    and e.payload ->> 'segmentId' = g.id::text
  limit 1);
reset role;
