/** The file, a piece at a time. */
import { Readable } from 'node:stream';
import type { Conversation, Message } from '../../contract/conversations.ts';
import type { ExportFormat } from '../../contract/export-entries.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { readMany, readMessages } from '../conversations/index.ts';
import { listDefinitions, readCustomers } from '../customers/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import { header, lineOf } from './csv.ts';
import { namesFor } from './names.ts';
import { vconOf } from './vcon.ts';

/** So many conversations in one read, and so many messages of one in one read. */
const batchRows = 100;

type Source = { db: Db; who: MemberCaller; ids: readonly string[]; now: Date; timeZone: string };

/** Who stops reading ends it. */
export function fileOf(format: ExportFormat, source: Source): Readable {
  return Readable.from(format === 'csv' ? table(source) : whole(format, source));
}

async function* batches({ db, who, ids }: Source): AsyncGenerator<Conversation[]> {
  for (let at = 0; at < ids.length; at += batchRows) {
    const some = ids.slice(at, at + batchRows);
    yield await inWorkspace(db, who.workspaceId, (tx) => readMany(tx, who.memberId, some));
  }
}

async function* table(source: Source): AsyncGenerator<string> {
  const { db, who, timeZone } = source;
  const names = await inWorkspace(db, who.workspaceId, namesFor);
  // The mark tells programs for tables that it is UTF-8.
  const attributes = await inWorkspace(db, who.workspaceId, (tx) => listDefinitions(tx, 'conversation'));
  yield `\ufeff${header(timeZone, attributes)}`;
  for await (const some of batches(source))
    yield some.map((one) => lineOf(one, names, { timeZone, attributes })).join('');
}

async function* whole(format: 'jsonl' | 'vcon', source: Source): AsyncGenerator<string> {
  const { db, who, now } = source;
  const names = await inWorkspace(db, who.workspaceId, namesFor);
  const inHere = <T>(work: (tx: Tx) => Promise<T>) => inWorkspace(db, who.workspaceId, work);
  for await (const some of batches(source)) {
    const people = await inHere((tx) =>
      readCustomers(
        tx,
        some.map(({ customer }) => customer.id),
      ),
    );
    for (const conversation of some) {
      const messages: Message[] = [];
      for await (const page of readMessages(inHere, conversation.id)) messages.push(...page);
      const customer = people.get(conversation.customer.id);
      const { readCount: _, position: __, ...shown } = conversation;
      const json =
        format === 'vcon'
          ? vconOf(conversation, messages, customer, names, now)
          : {
              ...shown,
              reason: shown.reasonId && (names.get(shown.reasonId) ?? null),
              messages: messages.map(({ position: _, conversationId: __, ...message }) => message),
            };
      yield `${JSON.stringify(json)}\n`;
    }
  }
}
