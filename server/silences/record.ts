/** Rules and alarms of silences as a read model of their entries. */
import { type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { append, type NewEntry } from '../ledger/index.ts';
import { runAll, type Tx } from '../platform/db/index.ts';

/** Kinds that change rules and alarms. */
export const silenceKinds = [
  'silence.changed',
  'silence.alarmed',
  'silence.alarm_seen',
] as const satisfies readonly EntryKind[];
type SilenceKind = (typeof silenceKinds)[number];

/** Appends an entry about silences and changes the tables accordingly. */
export async function record<K extends SilenceKind>(tx: Tx, entry: NewEntry<K>): Promise<void> {
  const appended = await append(tx, entry);
  await applyToSilences(tx, appended.entry as Entry<SilenceKind>);
}

/** What an entry means to the tables of silences. */
export async function applyToSilences(tx: Tx, entry: Entry<SilenceKind>): Promise<void> {
  await runAll(tx, statementsOf(entry));
}

function statementsOf(entry: Entry<SilenceKind>): RawBuilder<unknown>[] {
  const { occurredAt: at } = entry;
  switch (entry.kind) {
    case 'silence.changed': {
      const { inboxId, rule } = entry.payload;
      if (rule === null)
        return [sql`delete from silence_rules where inbox_id is not distinct from ${inboxId}`];
      return [
        sql`
          insert into silence_rules (id, inbox_id, rule) values (${entry.id}, ${inboxId}, ${JSON.stringify(rule)}::jsonb)
          on conflict (workspace_id, inbox_id) do update set rule = excluded.rule`,
      ];
    }
    case 'silence.alarmed': {
      const { conversationId, since, step, woken } = entry.payload;
      return woken.map(
        ({ alarmId, memberId }) => sql`
          insert into silence_alarms (id, conversation_id, since, step, member_id, alarmed_at)
          values (${alarmId}, ${conversationId}, ${since}, ${step}, ${memberId}, ${at})`,
      );
    }
    case 'silence.alarm_seen': {
      const { memberId, alarmIds } = entry.payload;
      return [
        sql`
          update silence_alarms set seen_at = least(seen_at, ${at}::timestamptz)
          where id = any(${alarmIds}::uuid[]) and member_id = ${memberId}`,
      ];
    }
  }
}
