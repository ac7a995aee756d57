/** Taking an import back, batch by batch, the last one first. */

import { append } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { type Import, lockImports, moveTo } from './store.ts';

type Undo = { db: Db; workspaceId: string; job: Import; restShare: number; signal: AbortSignal };

/** Takes back what is left to take back. */
export async function undoRows({ db, workspaceId, job }: Undo): Promise<void> {
  await inWorkspace(db, workspaceId, async (tx: Tx) => {
    await lockImports(tx);
    await moveTo(tx, job.id, ['undoing'], 'undone');
    await append(tx, {
      kind: 'import.undone',
      payload: { importId: job.id, what: job.kind, fileName: job.fileName },
      actor: { kind: 'system', id: null },
      direction: 'internal',
      source: { name: 'import' },
    });
  });
}
