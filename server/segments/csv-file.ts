/** Who is in a segment, as a file for programs for tables: written while it is sent, page by page. */
import { Readable } from 'node:stream';
import type { Customer } from '../../contract/customers.ts';
import type { IdentityKind } from '../../contract/entries.ts';
import { csvLine } from '../platform/csv/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import { listMembers } from './queries.ts';

const pageSize = 500;
const columns = ['id', 'name', 'email', 'phone', 'user', 'language', 'created at', 'last seen at'] as const;

/** The file of a segment's customers. */
export function csvFile(db: Db, workspaceId: string, segmentId: string): Readable {
  return Readable.from(lines(db, workspaceId, segmentId));
}

async function* lines(db: Db, workspaceId: string, segmentId: string): AsyncGenerator<string> {
  // The mark tells such programs that it is UTF-8.
  yield `\ufeff${csvLine(columns)}`;
  let cursor: string | undefined;
  do {
    const page = await inWorkspace(db, workspaceId, (tx) =>
      listMembers(tx, segmentId, { limit: pageSize, cursor }),
    );
    yield page.data.map((customer) => csvLine(cellsOf(customer))).join('');
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function cellsOf(customer: Customer): string[] {
  const first = (kind: IdentityKind) => customer.identities.find((one) => one.kind === kind)?.value ?? '';
  return [
    customer.id,
    customer.name ?? '',
    first('email'),
    first('phone'),
    first('user'),
    customer.language ?? '',
    customer.createdAt,
    customer.lastSeenAt ?? '',
  ];
}
