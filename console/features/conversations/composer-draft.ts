/** What stands half-written in the composer: one reply and one note for each conversation, kept in this browser. */
import { useState } from 'react';
import type { TakenBack } from '../../../contract/scheduled.ts';
import { type DraftStorage, keepDraft, readDraft, useDraft } from '../../lib/drafts.ts';
import { useMe } from '../../lib/session.ts';
import { attachUploaded, putBack } from './attached-files.ts';
import { mentionsFrom } from './mention-text.ts';
import { type Outgoing, outgoing } from './outbox.ts';

export type Mode = 'reply' | 'note';

/** Under which key a text is kept. */
function draftKey(memberId: string, mode: Mode, conversationId: string): string {
  return `${memberId}.${mode}.${conversationId}`;
}

/** The composer's mode and the text in it. */
export function useComposerDraft(conversationId: string) {
  const { member } = useMe();
  const [mode, setMode] = useState<Mode>('reply');
  const key = draftKey(member.id, mode, conversationId);
  const [text, setText] = useDraft(key);
  /** Puts words below what is written in a mode, and goes there. */
  const addText = (next: Mode, added: string) => {
    if (next === mode) return setText(below(text, added));
    const other = draftKey(member.id, next, conversationId);
    keepDraft(localStorage, other, below(readDraft(localStorage, other), added), Date.now());
    setMode(next);
  };
  return { mode, setMode, text, setText, addText, draft: key };
}

/** Puts an unsent message back among the drafts, below what is written already. */
export function draftAgain(storage: DraftStorage, memberId: string, item: Outgoing, now: number): void {
  const key = draftKey(memberId, item.note ? 'note' : 'reply', item.conversationId);
  putBack(key, item.files?.map((file) => file.key) ?? []);
  if (item.text.trim() === '') return;
  const written = readDraft(storage, key);
  const text = below(written, item.text);
  keepDraft(storage, key, text, now);
  if (!item.mentions) return;
  const before = mentionsFrom(readDraft(storage, `${key}.mentions`), written);
  const start = text.length - item.text.length;
  const again = item.mentions.map((one) => ({ ...one, start: one.start + start }));
  keepDraft(storage, `${key}.mentions`, JSON.stringify([...before, ...again]), now);
}

/** Puts what was taken back from being sent later among the drafts, with its files. */
export function takenAgain(
  storage: DraftStorage,
  memberId: string,
  conversationId: string,
  { note, text, mentions, uploads }: TakenBack,
): void {
  attachUploaded(draftKey(memberId, note ? 'note' : 'reply', conversationId), conversationId, uploads);
  const writtenAt = new Date().toISOString();
  const item = outgoing({ key: '', conversationId, note, text, mentions, writtenAt });
  draftAgain(storage, memberId, item, Date.now());
}

function below(written: string, added: string): string {
  return written.trim() === '' ? added : `${written}\n\n${added}`;
}
