/** What stands half-written in the composer: one reply and one note for each conversation, kept in this browser. */
import { useState } from 'react';
import type { TakenBack } from '../../../contract/scheduled.ts';
import { type DraftStorage, keepDraft, readDraft, useDraft } from '../../lib/drafts.ts';
import { useMe } from '../../lib/session.ts';
import { attachUploaded, putBack } from './attached-files.ts';
import { mentionsFrom } from './mention-text.ts';
import { type Outgoing, outgoing } from './outbox.ts';
import { below, richFrom, type Said } from './writing/said.ts';

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
  const [stored, keepRich] = useDraft(`${key}.rich`);
  const rich = richFrom(stored, text);
  /** What is written, with its formatting. Text alone has none. */
  const setSaid = (said: Said) => {
    setText(said.text);
    keepRich(said.rich ? JSON.stringify(said.rich) : '');
  };
  /** Puts words below what is written in a mode, and goes there. */
  const addText = (next: Mode, added: string) => {
    if (next === mode) return setSaid(below({ text, rich }, { text: added }));
    const other = draftKey(member.id, next, conversationId);
    keepSaid(localStorage, other, below(readSaid(localStorage, other), { text: added }), Date.now());
    setMode(next);
  };
  return {
    mode,
    setMode,
    said: { text, rich },
    setText: (next: string) => setSaid({ text: next }),
    setSaid,
    addText,
    draft: key,
  };
}

/** Puts an unsent message back among the drafts, below what is written already. */
export function draftAgain(storage: DraftStorage, memberId: string, item: Outgoing, now: number): void {
  const key = draftKey(memberId, item.note ? 'note' : 'reply', item.conversationId);
  putBack(key, item.files?.map((file) => file.key) ?? []);
  if (item.text.trim() === '') return;
  const written = readSaid(storage, key);
  const said = below(written, { text: item.text, rich: item.rich });
  keepSaid(storage, key, said, now);
  if (!item.mentions) return;
  const before = mentionsFrom(readDraft(storage, `${key}.mentions`), written.text);
  const start = said.text.length - item.text.length;
  const again = item.mentions.map((one) => ({ ...one, start: one.start + start }));
  keepDraft(storage, `${key}.mentions`, JSON.stringify([...before, ...again]), now);
}

/** Puts what was taken back from being sent later among the drafts, with its files. */
export function takenAgain(
  storage: DraftStorage,
  memberId: string,
  conversationId: string,
  { note, text, rich, mentions, uploads }: TakenBack,
): void {
  attachUploaded(draftKey(memberId, note ? 'note' : 'reply', conversationId), conversationId, uploads);
  const writtenAt = new Date().toISOString();
  const item = outgoing({
    ...{ key: '', conversationId, note, text, mentions, writtenAt },
    ...(rich.length > 0 ? { rich } : {}),
  });
  draftAgain(storage, memberId, item, Date.now());
}

function readSaid(storage: DraftStorage, key: string): Said {
  const text = readDraft(storage, key);
  return { text, rich: richFrom(readDraft(storage, `${key}.rich`), text) };
}

function keepSaid(storage: DraftStorage, key: string, said: Said, now: number): void {
  keepDraft(storage, key, said.text, now);
  keepDraft(storage, `${key}.rich`, said.rich ? JSON.stringify(said.rich) : '', now);
}
