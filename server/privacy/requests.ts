/** Reading requests, and opening and closing them. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import { id as idSchema, time } from '../../contract/ids.ts';
import type {
  CustomerPrivacy,
  PrivacyCopy,
  PrivacyDetails,
  PrivacyErasing,
  PrivacyRequest,
  PrivacyStep,
} from '../../contract/privacy.ts';
import type { PrivacyKind, PrivacyWay } from '../../contract/privacy-entries.ts';
import type { By } from '../accounts/index.ts';
import { idsOf, readCustomer, readRestriction } from '../customers/index.ts';
import { newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { decodeCursor, encodeCursor } from '../platform/paging/index.ts';
import { deadlineOf } from './deadline.ts';
import { recordRequest, recordStep } from './record.ts';
import { readSettings } from './settings.ts';

const requestJson = sql<PrivacyRequest>`json_build_object('id', r.id, 'kind', r.kind,
  'customer', json_build_object('id', root_of(r.customer_id), 'name', customer_name(r.customer_id)),
  'askedBy', r.asked_by, 'askedHow', r.asked_how, 'note', r.note, 'law', r.law, 'receivedAt', rfc3339(r.received_at),
  'dueAt', rfc3339(r.due_at), 'isOverdue', r.state = 'open' and r.due_at < clock_timestamp(), 'state', r.state,
  'closedAt', rfc3339(r.closed_at))`;

/** Open requests by deadline, or closed ones from the newest on. */
export async function listRequests(
  tx: Tx,
  { state, limit, cursor }: { state: 'open' | 'closed'; limit: number; cursor?: string | undefined },
): Promise<{ data: PrivacyRequest[]; next: string | null }> {
  const key = decodeCursor(cursor, [time, idSchema]);
  const isOpen = state === 'open';
  const column = isOpen ? sql`r.due_at` : sql`r.closed_at`;
  const beyond = key ? placed(column, isOpen, key) : sql`true`;
  const { rows } = await sql<{ json: PrivacyRequest }>`
    select ${requestJson} as json from privacy_requests r
    where ${isOpen ? sql`r.state = 'open'` : sql`r.state <> 'open'`} and ${beyond}
    order by ${isOpen ? sql`r.due_at, r.id` : sql`r.closed_at desc, r.id desc`} limit ${limit + 1}`.execute(
    tx,
  );
  const data = rows.slice(0, limit).map(({ json }) => json);
  const last = data.at(-1);
  const at = isOpen ? last?.dueAt : last?.closedAt;
  return { data, next: rows.length > limit && last && at ? encodeCursor([at, last.id]) : null };
}

function placed(
  column: RawBuilder<unknown>,
  isOpen: boolean,
  [at, id]: readonly [string, string],
): RawBuilder<unknown> {
  return sql`(${column}, r.id) ${isOpen ? sql`>` : sql`<`} (${at}::timestamptz, ${id}::uuid)`;
}

/** A request. @throws Problem `not-found`. */
export async function readRequest(tx: Tx, id: string): Promise<PrivacyRequest> {
  const { rows } = await sql<{ json: PrivacyRequest }>`
    select ${requestJson} as json from privacy_requests r where r.id = ${id}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such request.');
  return rows[0].json;
}

/** A request with all that was done about it. */
export async function readDetails(tx: Tx, id: string): Promise<PrivacyDetails> {
  const request = await readRequest(tx, id);
  const { rows } = await sql<{ json: Omit<PrivacyDetails, 'request'> }>`
    select json_build_object(
      'steps', coalesce((
        select json_agg(json_build_object('id', s.id, 'step', s.step, 'detail', s.detail,
          'actor', json_build_object('kind', s.actor_kind, 'id', s.actor_id), 'at', rfc3339(s.at)) order by s.at, s.id)
        from privacy_steps s where s.request_id = ${id}), '[]'),
      'exports', coalesce((
        select json_agg(${copyJson} order by x.created_at desc)
        from privacy_exports x where x.request_id = ${id}), '[]'),
      'erasure', (
        select ${erasureJson} from erasures e where e.request_id = ${id} order by e.started_at desc limit 1)) as json`.execute(
    tx,
  );
  const found = rows[0]?.json as {
    steps: PrivacyStep[];
    exports: PrivacyCopy[];
    erasure: PrivacyErasing | null;
  };
  return { request, ...found };
}

const copyJson = sql`json_build_object('id', x.id, 'state', x.state, 'done', x.done_count, 'of', x.part_count,
  'bytes', x.bytes, 'expiresAt', rfc3339(x.expires_at), 'failure', x.failure)`;

/** An erasure as the API tells it: the row `e`. */
export const erasureJson = sql`json_build_object('id', e.id, 'state', e.state, 'stage', e.stage,
  'lookedAt', e.looked_at, 'rewritten', e.rewritten, 'failure', e.failure)`;

type Asked = {
  kind: PrivacyKind;
  customerId: string;
  askedBy: string;
  askedHow: PrivacyWay;
  note: string;
  receivedAt?: string | undefined;
};

/** Writes down that somebody asked. @throws Problem `invalid-input` for a time that has not come. */
export async function openRequest(tx: Tx, by: By, asked: Asked, now: Date): Promise<PrivacyRequest> {
  const { id: customerId } = await readCustomer(tx, asked.customerId);
  const receivedAt = asked.receivedAt === undefined ? now : new Date(asked.receivedAt);
  if (receivedAt > now)
    throw new Problem('invalid-input', 'Nobody has asked in the future. Give a time that has passed.');
  const { law } = await readSettings(tx);
  const requestId = newId();
  await recordRequest(tx, by, {
    requestId,
    customerId,
    what: asked.kind,
    askedBy: asked.askedBy,
    askedHow: asked.askedHow,
    note: asked.note,
    law,
    receivedAt: printed(receivedAt),
    dueAt: printed(deadlineOf(law, receivedAt)),
  });
  return readRequest(tx, requestId);
}

/** A time as the ledger prints it. */
function printed(at: Date): string {
  return at.toISOString().replace('Z', '000Z');
}

/** The request, open, for something that is done about it. @throws Problem `conflict` when it is closed, or asks for something else. */
export async function openOne(
  tx: Tx,
  id: string,
  kinds?: readonly PrivacyKind[],
): Promise<{ id: string; kind: PrivacyKind; customerId: string; name: string | null }> {
  const { kind, state, customer } = await readRequest(tx, id);
  if (state !== 'open') throw new Problem('conflict', 'This request is closed. Open it again first.');
  if (kinds && !kinds.includes(kind)) {
    throw new Problem('conflict', 'This is not what was asked. Open a request of the kind that fits.');
  }
  return { id, kind, customerId: customer.id, name: customer.name };
}

/** Adds a note to the log. */
export async function noteRequest(tx: Tx, by: By, id: string, text: string): Promise<PrivacyDetails> {
  const { kind, customer } = await readRequest(tx, id);
  await recordStep(tx, by, { id, kind, customerId: customer.id }, 'noted', text);
  return readDetails(tx, id);
}

/** Closes a request, or opens it again. The same state again changes nothing. */
export async function setState(
  tx: Tx,
  by: By,
  id: string,
  to: { state: 'open' | 'done' | 'refused'; reason: string },
): Promise<PrivacyDetails> {
  const { kind, state, customer } = await readRequest(tx, id);
  if (to.state === 'refused' && to.reason === '')
    throw new Problem('invalid-input', 'Say why it is refused: the person has a right to know.');
  if (state !== to.state) {
    const step = to.state === 'open' ? 'reopened' : to.state;
    await recordStep(tx, by, { id, kind, customerId: customer.id }, step, to.reason);
  }
  return readDetails(tx, id);
}

/** How it stands with a customer. */
export async function customerPrivacy(tx: Tx, customerId: string): Promise<CustomerPrivacy> {
  const { since, heldCount, erasedAt } = await readRestriction(tx, customerId);
  const { rows } = await sql<{ json: CustomerPrivacy['openRequests'][number] }>`
    select json_build_object('id', r.id, 'kind', r.kind, 'dueAt', rfc3339(r.due_at)) as json
    from unnest(${await idsOf(tx, customerId)}::uuid[]) as who(id)
    join privacy_requests r on r.customer_id = who.id and r.state = 'open' order by r.due_at`.execute(tx);
  return { restrictedAt: since, heldCount, erasedAt, openRequests: rows.map(({ json }) => json) };
}
