/** Availability as a read model of its entries. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

/** Kinds that change availability. */
export const availabilityKinds = [
  'availability.chosen',
  'availability.set',
  'presence.changed',
  'member.removed',
] as const;
type AvailabilityKind = (typeof availabilityKinds)[number];
type OwnKind = Exclude<AvailabilityKind, 'member.removed'>;

/** Appends an entry about a member's availability and changes it accordingly. The caller holds it (`lockAvailability`). */
export async function record<K extends OwnKind>(
  tx: Tx,
  { actor, source }: By,
  kind: K,
  payload: Entry<K>['payload'],
): Promise<void> {
  const entry = { kind, payload, actor, direction: 'internal', source: { name: source } } as NewEntry<K>;
  const appended = await append(tx, entry);
  await applyToAvailability(tx, appended.entry as Entry<OwnKind>);
}

/** What an entry means to the table. */
export async function applyToAvailability(tx: Tx, entry: Entry<AvailabilityKind>): Promise<void> {
  switch (entry.kind) {
    case 'availability.chosen':
    case 'availability.set': {
      const { memberId, choice } = entry.payload;
      await sql`
        insert into availability (member_id, choice, chosen_at) values (${memberId}, ${choice}, ${entry.occurredAt})
        on conflict (workspace_id, member_id)
        do update set choice = excluded.choice, chosen_at = excluded.chosen_at`.execute(tx);
      return;
    }
    case 'presence.changed': {
      const { memberId, isHere, since } = entry.payload;
      await sql`
        insert into availability (member_id, is_here, here_since) values (${memberId}, ${isHere}, ${since})
        on conflict (workspace_id, member_id)
        do update set is_here = excluded.is_here, here_since = excluded.here_since`.execute(tx);
      return;
    }
    case 'member.removed':
      await sql`delete from availability where member_id = ${entry.payload.memberId}`.execute(tx);
  }
}

/** Of a member who is removed nothing is kept here. */
export async function forgetMember(tx: Tx, _by: By, memberId: string): Promise<void> {
  await lockAvailability(tx, memberId);
  await sql`delete from availability where member_id = ${memberId}`.execute(tx);
  await sql`delete from presence_beats where member_id = ${memberId}`.execute(tx);
}

/** Whoever changes a member's availability waits for one another. */
export async function lockAvailability(tx: Tx, memberId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('availability ' || ${memberId}, 0))`.execute(tx);
}
