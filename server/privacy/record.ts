/** Requests and what was done about them, as a read model of their entries. */
import { sql } from 'kysely';
import type { Entry, EntryKind, Payload } from '../../contract/entries.ts';
import type { PrivacyStepName } from '../../contract/privacy-entries.ts';
import type { By } from '../accounts/index.ts';
import { append } from '../ledger/index.ts';
import { runAll, type Tx } from '../platform/db/index.ts';

export const privacyKinds = ['privacy.requested', 'privacy.stepped'] as const satisfies readonly EntryKind[];
type PrivacyKind = (typeof privacyKinds)[number];

/** What an entry means to the tables. */
export async function applyToPrivacy(tx: Tx, entry: Entry<PrivacyKind>): Promise<void> {
  await runAll(tx, entry.kind === 'privacy.requested' ? [request(entry)] : steps(entry));
}

/** Appends that somebody asked, and writes the request. */
export async function recordRequest(tx: Tx, by: By, payload: Payload<'privacy.requested'>): Promise<void> {
  const { entry } = await append(tx, {
    kind: 'privacy.requested',
    payload,
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await applyToPrivacy(tx, entry);
}

/** Appends a step that was taken about a request. */
export async function recordStep(
  tx: Tx,
  by: By,
  of: { id: string; kind: Payload<'privacy.stepped'>['what']; customerId: string },
  step: PrivacyStepName,
  detail = '',
): Promise<void> {
  const { entry } = await append(tx, {
    kind: 'privacy.stepped',
    payload: { requestId: of.id, customerId: of.customerId, what: of.kind, step, detail },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await applyToPrivacy(tx, entry);
}

function request({ payload }: Entry<'privacy.requested'>) {
  const { requestId, what, customerId, askedBy, askedHow, note, law, receivedAt, dueAt } = payload;
  return sql`
    insert into privacy_requests (id, kind, customer_id, asked_by, asked_how, note, law, received_at, due_at, state)
    values (${requestId}, ${what}, ${customerId}, ${askedBy}, ${askedHow}, ${note}, ${law}, ${receivedAt}, ${dueAt}, 'open')`;
}

function steps({ id, payload, actor, occurredAt }: Entry<'privacy.stepped'>) {
  const { requestId, step, detail } = payload;
  const state = { done: 'done', refused: 'refused', reopened: 'open' }[step as string];
  const log = sql`
    insert into privacy_steps (id, request_id, step, detail, actor_kind, actor_id, at)
    values (${id}, ${requestId}, ${step}, ${detail}, ${actor.kind}, ${actor.id}, ${occurredAt})`;
  if (state === undefined) return [log];
  const closedAt = state === 'open' ? null : occurredAt;
  return [
    log,
    sql`update privacy_requests set state = ${state}, closed_at = ${closedAt} where id = ${requestId}`,
  ];
}
