/** What a message is found by. */
import type { Entry } from '../../contract/entries.ts';
import { foldedWords } from '../../contract/search.ts';
import { keyOf, weekOf } from './keys.ts';
import { marks, tokensOf } from './tokens.ts';

/** Kinds of entries that carry words of a conversation. */
export const messageKinds = ['message.received', 'message.sent', 'note.added'] as const;
/** Kinds of entries that give a message other words, or none. */
export const changeKinds = ['message.edited', 'message.deleted', 'message.restored'] as const;
export type ChangeEntry = Entry<(typeof changeKinds)[number]>;
export type MessageEntry = Entry<(typeof messageKinds)[number]>;

export type Indexed = {
  messageId: string;
  conversationId: string;
  occurredAt: string;
  said: 'customer' | 'team' | 'note';
  authorId: string | null;
  hasFile: boolean;
  folded: string;
  tokens: string[];
  keys: number[];
};

const saidBy = { 'message.received': 'customer', 'message.sent': 'team', 'note.added': 'note' } as const;

/** The row of a message. */
export function indexedOf(namespace: string, entry: MessageEntry): Indexed | undefined {
  if (entry.conversationId === null) return undefined;
  const { text, attachments = [] } = entry.payload;
  const folded = [text, ...attachments.map(({ name }) => name)]
    .map((one) => foldedWords(one).join(' '))
    .join('\n');
  const said = saidBy[entry.kind];
  const authorId = said === 'customer' ? null : entry.actor.id;
  const hasFile = attachments.length > 0;
  const tokens = tokensIn({ folded, authorId, said, hasFile });
  const week = weekOf(entry.occurredAt);
  return {
    messageId: entry.id,
    conversationId: entry.conversationId,
    occurredAt: entry.occurredAt,
    said,
    authorId,
    hasFile,
    folded,
    tokens,
    keys: [
      ...new Set([
        keyOf(namespace, marks.conversation(entry.conversationId)),
        ...tokens.flatMap((token) => [keyOf(namespace, token), keyOf(namespace, token, week)]),
      ]),
    ],
  };
}

/** All by which a row is looked up, and that is counted: its conversation is not. */
export function tokensIn(row: Pick<Indexed, 'folded' | 'authorId' | 'said' | 'hasFile'>): string[] {
  return [
    ...tokensOf(row.folded),
    ...(row.authorId === null ? [] : [marks.author(row.authorId)]),
    ...(row.said === 'note' ? [marks.note] : []),
    ...(row.hasFile ? [marks.file] : []),
  ];
}
