/**
 * Messages on their way to the server. Each carries the key under which the server records it once, so that trying
 * again after a lost answer can't send it twice.
 */
import type { Action } from '../../../contract/actions.ts';
import type { Message } from '../../../contract/conversations.ts';
import type { Mention } from '../../../contract/mentions.ts';
import type { Rich } from '../../../contract/rich-text.ts';
import type { OutgoingFile } from './attached.ts';
import type { When } from './later/choices.ts';

/** Why a message was not taken. Unreached: it is tried again by itself when the connection is back. */
export type Refusal = {
  error: unknown;
  isUnreached: boolean;
  /** What somebody sent before it that its writer had not seen: the member decides. */
  replies?: readonly Message[];
};

/** When it is sent: not at once. `undo`: so that it can be taken back meanwhile. */
export type SendAt = { at: When | { draft: true }; unlessCustomerWrites?: boolean; undo?: boolean };

export type Outgoing = {
  /** The idempotency key. */
  key: string;
  conversationId: string;
  text: string;
  /** How it is formatted; absent: not at all. */
  rich?: Rich | undefined;
  note: boolean;
  /** What it takes along; absent: nothing. */
  files?: readonly OutgoingFile[] | undefined;
  /** What is done with it; absent: nothing. */
  actions?: readonly Action[] | undefined;
  /** Whom it names; absent: nobody. */
  mentions?: readonly Mention[] | undefined;
  /** Absent: it is sent at once. */
  later?: SendAt | undefined;
  writtenAt: string;
  /** When the newest message was sent that its writer had seen; null: there was none. Absent: a note. */
  seenUntil?: string | null | undefined;
  /** Set: it failed and waits for the member. Undefined: it is being sent. */
  refusal: Refusal | undefined;
  /** The message in the stream that seems to be this one, while the answer is still out. */
  seenAs: string | undefined;
};

/** A message that starts on its way. */
export function outgoing(fields: Omit<Outgoing, 'refusal' | 'seenAs'>): Outgoing {
  return { ...fields, refusal: undefined, seenAs: undefined };
}

/** The outbox after a message was refused or not answered: it is shown again, with the reason. */
export function refused(outbox: readonly Outgoing[], key: string, refusal: Refusal): readonly Outgoing[] {
  return outbox.map((item) => (item.key === key ? { ...item, refusal, seenAs: undefined } : item));
}

/** The outbox while a message is tried again, under the same key. */
export function retried(outbox: readonly Outgoing[], key: string): readonly Outgoing[] {
  return outbox.map((item) => (item.key === key ? { ...item, refusal: undefined } : item));
}

/** The outbox without a message: it was sent, or the member took it back. */
export function without(outbox: readonly Outgoing[], key: string): readonly Outgoing[] {
  return outbox.filter((item) => item.key !== key);
}

/** Pairs a message of the stream with the one on its way that it seems to be, so that it shows once. */
export function seen(outbox: readonly Outgoing[], message: Message, memberId: string): readonly Outgoing[] {
  if (message.author.id !== memberId) return outbox;
  const match = outbox.find(
    (item) =>
      item.conversationId === message.conversationId &&
      item.refusal === undefined &&
      item.later === undefined &&
      item.seenAs === undefined &&
      item.note === message.note &&
      item.text === message.text &&
      (item.files?.length ?? 0) === (message.attachments?.length ?? 0),
  );
  if (!match) return outbox;
  return outbox.map((item) => (item === match ? { ...item, seenAs: message.id } : item));
}

/** What of a conversation's outbox is drawn below its messages. */
export function visibleOutgoing(outbox: readonly Outgoing[], conversationId: string): readonly Outgoing[] {
  return outbox.filter((item) => item.conversationId === conversationId && item.seenAs === undefined);
}
