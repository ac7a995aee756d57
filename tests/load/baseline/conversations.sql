-- The first page of the conversation list, as server/conversations/queries.ts asks for it. $1: the member, $2: status.
select json_build_object(
  'id', c.id,
  'inboxId', c.inbox_id,
  'channel', c.channel,
  'customer', json_build_object('id', root_of(c.customer_id), 'name', customer_name(c.customer_id)),
  'status', c.status,
  'assigneeId', c.assignee_id,
  'subject', c.subject,
  'openedAt', rfc3339(c.opened_at),
  'lastAt', rfc3339(c.last_at),
  'lastMessage', c.last_message,
  'waitingSince', rfc3339(c.waiting_since),
  'inboundCount', c.inbound_count,
  'readCount', coalesce((
    select r.read_count from conversation_reads r where r.conversation_id = c.id and r.member_id = $1), 0),
  'position', c.epoch || '.' || c.xid || '.' || c.seq
)::text as json, rfc3339(c.last_at) as at, c.id, (select ledger_position()) as position
from conversations c
where c.status = $2
order by c.last_at desc, c.id desc
limit 51
