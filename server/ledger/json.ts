/** An entry as JSON, built in the database: it passes through the server as text. */
import { sql } from 'kysely';
import { rootIn } from './root.ts';

/** Selects the entry `e` in the shape of the contract, its customer resolved through the merges. */
export const entryJson = sql<string>`json_build_object(
  'id', e.id,
  'workspaceId', e.workspace_id,
  'position', e.epoch || '.' || e.xid || '.' || e.seq,
  'kind', e.kind,
  'customerId', ${rootIn(sql`e.customer_id`)},
  'conversationId', e.conversation_id,
  'channel', e.channel,
  'direction', e.direction,
  'actor', json_build_object('kind', e.actor_kind, 'id', e.actor_id),
  'occurredAt', rfc3339(e.occurred_at),
  'recordedAt', rfc3339(e.recorded_at),
  'source', json_build_object('name', e.source_name, 'externalId', e.external_id),
  'payload', e.payload
)::text`;
