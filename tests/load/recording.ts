/** The statements that the product sends, for baselines that send the same. */
import type { RootOperationNode } from 'kysely';
import { inWorkspace, openDb, type Tx } from '../../server/platform/db/index.ts';

export type Statement = { name: string; text: string; values: readonly unknown[] };
export type Recorder = {
  /** What is sent meanwhile, in its order. */
  statementsOf: (work: (tx: Tx) => Promise<unknown>) => Promise<Statement[]>;
  close: () => Promise<void>;
};

/** Records what runs in a workspace. Statements are named by their text: prepared once a connection, as the product's are. */
export function openRecorder(serverUrl: string, workspaceId: string): Recorder {
  const db = openDb(serverUrl, { connectionsMax: 1 });
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `statement-${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    statementsOf: (work) =>
      inWorkspace(db, workspaceId, async (tx) => {
        const sent: RootOperationNode[] = [];
        const watched = tx.withPlugin({
          transformQuery: ({ node }) => {
            sent.push(node);
            return node;
          },
          transformResult: async ({ result }) => result,
        });
        await work(watched as Tx);
        return sent.map((node) => {
          const { sql, parameters } = tx.getExecutor().compileQuery(node, { queryId: 'recorded' });
          return { name: nameOf(sql), text: sql, values: parameters };
        });
      }),
    close: () => db.close(),
  };
}
