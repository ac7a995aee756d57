/** Files of a person who asks for a copy, or is erased: those that came, and those that the team sent or noted. */
import { sql } from 'kysely';
import type { Erased, Holding, Where } from '../customers/index.ts';
import { matches } from '../ledger/index.ts';
import { arrayText, inWorkspace } from '../platform/db/index.ts';
import { openFile } from '../platform/files/index.ts';
import { removeUnnamed } from './remove.ts';

type Row = { id: string; name: string; sha256: string; type: string; bytes: number; at: string; by: string };

export const attachmentsHolding: Holding = {
  name: 'attachments',
  tell: async (where, { customerIds }) => ({
    files: (await filesOf(where, customerIds)).map(({ sha256: _, ...row }) => ({
      ...row,
      path: pathOf(row),
    })),
  }),
  async *files(where, { customerIds }) {
    for (const row of await filesOf(where, customerIds)) {
      const content = await openFile(where.dataDir, where.workspaceId, row.sha256);
      if (content) yield { name: pathOf(row), content };
    }
  },
  erase: async (where, erased) => {
    const gone = await inWorkspace(where.db, where.workspaceId, async (tx) => {
      const { rows } = await sql<{ sha256: string }>`
        delete from attachments where customer_id = any(${arrayText([...erased.customerIds])}::uuid[])
        returning sha256`.execute(tx);
      return new Set(rows.map(({ sha256 }) => sha256));
    });
    for (const sha256 of gone) {
      await inWorkspace(where.db, where.workspaceId, (tx) =>
        removeUnnamed(tx, where.dataDir, where.workspaceId, sha256),
      );
    }
    await blankNames(where, erased);
  },
};

async function filesOf({ db, workspaceId }: Where, customerIds: readonly string[]): Promise<Row[]> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ json: Row }>`
      select json_build_object('id', a.id, 'name', a.name, 'sha256', a.sha256, 'type', a.type, 'bytes', a.bytes,
        'at', rfc3339(a.created_at), 'by', case when a.member_id is null then 'you' else 'the team' end) as json
      from attachments a where a.customer_id = any(${arrayText([...customerIds])}::uuid[])
      order by a.created_at, a.id`.execute(tx);
    return rows.map(({ json }) => json);
  });
}

/** Two files of one name stay apart. */
function pathOf({ id, name }: Pick<Row, 'id' | 'name'>): string {
  return `files/${id}/${name}`;
}

/** Names of other people's files that name the person. */
async function blankNames({ db, workspaceId }: Where, { patterns, blankElsewhere }: Erased): Promise<void> {
  await inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ id: string; name: string }>`
      select id, name from attachments a where ${matches(sql`a.name`, patterns)} for update`.execute(tx);
    for (const { id, name } of rows) {
      await sql`update attachments set name = ${blankElsewhere(name)} where id = ${id}`.execute(tx);
    }
  });
}
