/** What stands half-written in the composer: one reply and one note for each conversation, kept in this browser. */
import { useState } from 'react';
import { type DraftStorage, keepDraft, readDraft, useDraft } from '../../lib/drafts.ts';
import { useMe } from '../../lib/session.ts';
import type { Outgoing } from './outbox.ts';

export type Mode = 'reply' | 'note';

/** Under which key a text is kept. */
function draftKey(memberId: string, mode: Mode, conversationId: string): string {
  return `${memberId}.${mode}.${conversationId}`;
}

/** The composer's mode and the text in it. */
export function useComposerDraft(conversationId: string) {
  const { member } = useMe();
  const [mode, setMode] = useState<Mode>('reply');
  const [text, setText] = useDraft(draftKey(member.id, mode, conversationId));
  return { mode, setMode, text, setText };
}

/** Puts an unsent message back among the drafts, below what is written already. */
export function draftAgain(storage: DraftStorage, memberId: string, item: Outgoing, now: number): void {
  const key = draftKey(memberId, item.note ? 'note' : 'reply', item.conversationId);
  const written = readDraft(storage, key);
  keepDraft(storage, key, written.trim() === '' ? item.text : `${written}\n\n${item.text}`, now);
}
