-- The first page of a customer's timeline, as server/ledger/read.ts asks for it. $1: the customer, $2: kinds.
select json_build_object(
  'id', e.id,
  'workspaceId', e.workspace_id,
  'position', e.epoch || '.' || e.xid || '.' || e.seq,
  'kind', e.kind,
  'customerId', root_of(e.customer_id),
  'conversationId', e.conversation_id,
  'channel', e.channel,
  'direction', e.direction,
  'actor', json_build_object('kind', e.actor_kind, 'id', e.actor_id),
  'occurredAt', rfc3339(e.occurred_at),
  'recordedAt', rfc3339(e.recorded_at),
  'source', json_build_object('name', e.source_name, 'externalId', e.external_id),
  'payload', e.payload
)::text as json, rfc3339(e.occurred_at) as at, e.epoch || '.' || e.xid || '.' || e.seq as position,
  (select ledger_position()) as reading
from ids_of(root_of($1)) as who(id) cross join lateral (
  select * from entries e
  where e.customer_id = who.id and e.kind = any($2)
  order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
  limit 51
) e
order by e.occurred_at desc, e.epoch desc, e.xid desc, e.seq desc
limit 51
