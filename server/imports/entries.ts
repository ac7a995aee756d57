/** Entries that rows stand for, written at once. */
import type { Entry, EntryKind } from '../../contract/entries.ts';
import { appendMany, newId } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import type { Context } from './kind.ts';

type Written<K extends EntryKind> = Pick<
  Entry<K>,
  'kind' | 'payload' | 'direction' | 'actor' | 'customerId' | 'channel' | 'occurredAt'
> & { externalId: string };

/** They name the import as their source: no two rows of it have the same id, and another import is another source. */
export async function writeEntries<K extends EntryKind>(
  tx: Tx,
  context: Context,
  written: readonly Written<K>[],
): Promise<void> {
  const recordedAt = new Date().toISOString().replace('Z', '000Z');
  await appendMany(
    tx,
    written.map(
      ({ externalId, ...entry }) =>
        ({
          ...entry,
          id: newId(),
          workspaceId: '',
          position: '',
          conversationId: null,
          recordedAt,
          source: { name: context.source, externalId },
        }) as Entry,
    ),
  );
}
