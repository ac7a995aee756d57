/** What conversations hold of a person who is erased: the subject, what was written down of them, and the beginning of the newest message. */
import { sql } from 'kysely';
import { messageOf } from '../../contract/apply.ts';
import type { Holding } from '../customers/index.ts';
import { entryIn, readThread, threadRows, threadsOf } from '../ledger/index.ts';
import { arrayText, inWorkspace, type Tx } from '../platform/db/index.ts';
import { changedPreview } from './changing.ts';
import { describedBy } from './described.ts';
import { isMessage as isMessageRow, threadOf } from './grouping.ts';
import { lastMessageOf, messageKinds } from './record.ts';
import { asShown } from './shown.ts';

const pageMax = 500;

export const conversationsHolding: Holding = {
  name: 'conversations',
  tell: async ({ db, workspaceId }, { customerIds }) => {
    const conversations = await inWorkspace(db, workspaceId, async (tx) => {
      const { rows } = await sql<{ id: string; json: Record<string, unknown> }>`
        select c.id, json_build_object('id', c.id, 'channel', c.channel, 'status', c.status, 'subject', c.subject,
          'attributes', c.attributes,
          'openedAt', rfc3339(c.opened_at), 'lastAt', rfc3339(c.last_at)) as json
        from unnest(${arrayText([...customerIds])}::uuid[]) as who(id)
        join conversations c on c.customer_id = who.id order by c.opened_at`.execute(tx);
      return rows;
    });
    const told: unknown[] = [];
    for (const { id, json } of conversations) {
      const messages: unknown[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await inWorkspace(db, workspaceId, async (tx) => {
          const kinds = [...messageKinds];
          const read = await readThread(tx, threadsOf([id]), {
            limit: pageMax,
            cursor,
            kinds,
            order: 'oldest',
          });
          return { data: await asShown(tx, read.data), next: read.next };
        });
        messages.push(...page.data.flatMap((entry) => messageOf(entry) ?? []));
        if (page.next === null) break;
        cursor = page.next;
      }
      told.push({ ...json, messages });
    }
    return { conversations: told };
  },
  onRewrite: () => async (tx, entries) => {
    const changed = new Set(
      entries.flatMap(({ conversationId, kind }) =>
        conversationId !== null &&
        (kind === 'conversation.opened' ||
          kind === 'conversation.described' ||
          isMessage(kind) ||
          isEdit(kind))
          ? conversationId
          : [],
      ),
    );
    return () => renew(tx, [...changed]);
  },
};

/** What was written in the conversation itself: attributes go nowhere with merges. */
const ownThread = { conversations: sql`select c.id` };

const isEdit = (kind: string): boolean => kind === 'message.edited' || kind === 'message.restored';
const isMessage = (kind: string): boolean => (messageKinds as readonly string[]).includes(kind);

/** Makes subject, attributes and preview what the entries say now. */
async function renew(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update conversations c
    set subject = (select o.payload ->> 'subject' from ${entryIn(sql`c.id`, ['conversation.opened'], 'first')} o),
      attributes = ${describedBy(threadRows(ownThread, sql`e.kind = 'conversation.described'`))},
      last_message = case when c.last_message is not null then (
        select ${changedPreview(sql`m`, lastMessageOf(sql`m`))} from (${threadRows(threadOf(sql`c.id`), isMessageRow)}) m
        order by m.occurred_at desc, m.epoch desc, m.xid desc, m.seq desc limit 1) end
    where c.id = any(${arrayText([...ids])}::uuid[])`.execute(tx);
}
