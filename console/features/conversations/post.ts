/** Sending: a message shows at once, is sent under its key until the server has it, and survives a reload. */
import type { Action } from '../../../contract/actions.ts';
import type { Message } from '../../../contract/conversations.ts';
import { endpoints } from '../../../contract/endpoints.ts';
import type { Mention } from '../../../contract/mentions.ts';
import type { Rich } from '../../../contract/rich-text.ts';
import { ApiError, call, NetworkError } from '../../lib/api.ts';
import { randomId } from '../../lib/random-id.ts';
import type { OutgoingFile } from './attached.ts';
import { forgetFiles, uploadAnew, uploaded } from './attached-files.ts';
import type { Core } from './core.ts';
import { recorded } from './fetched.ts';
import { tellScheduled } from './later/told.ts';
import { type Outgoing, outgoing, type Refusal, refused, retried, type SendAt, without } from './outbox.ts';
import { keepOutbox, readOutbox } from './outbox-storage.ts';
import { createBegun, ownSent, seenNow, unseenReplies } from './unseen.ts';

export type Post = {
  send(message: {
    conversationId: string;
    text: string;
    rich?: Rich | undefined;
    note: boolean;
    files?: readonly OutgoingFile[];
    actions?: readonly Action[];
    mentions?: readonly Mention[];
    later?: SendAt;
  }): void;
  retry(key: string): void;
  /** Sends a message over the replies that it was held over, which its writer has read. */
  sendAnyway(key: string): void;
  /** A reply is begun, or gone on with: what is on screen now is what its writer has seen. */
  begin(conversationId: string): void;
  /** Nothing is being written any more. */
  forget(conversationId: string): void;
  /** Puts a message back that was taken out. */
  putBack(item: Outgoing): void;
  /** Takes back a message that was not sent, for another go in the composer. */
  takeBack(key: string): Outgoing | undefined;
  /** Tries again what did not reach the server. */
  retryUnreached(): void;
};

/** The sending part of a store. What was left over from the last visit is in the outbox again. */
export function createPost({ state, update }: Core): Post {
  const { memberId } = state();
  const change = (next: (outbox: readonly Outgoing[]) => readonly Outgoing[]) => {
    update((before) => ({ ...before, outbox: next(before.outbox) }));
    keepOutbox(localStorage, memberId, state().outbox);
  };

  const begun = createBegun(state);

  const inTurn = createTurns();
  const deliverInTurn = (item: Outgoing) => inTurn(item.conversationId, () => deliver(item));

  async function deliver(item: Outgoing): Promise<void> {
    const { key, files = [] } = item;
    const blocked = waitsBefore(state().outbox, key);
    if (blocked) return change((outbox) => refused(outbox, key, blocked));
    try {
      const attachmentIds = await Promise.all(files.map(uploaded));
      // Taken back while its files were on their way.
      if (!state().outbox.some((other) => other.key === key)) return;
      if (files.length > 0) change((outbox) => [...outbox]);
      const message = await (item.later
        ? schedule(item, item.later, attachmentIds)
        : post(item, attachmentIds));
      if (message) update((before) => recorded(before, message));
      change((outbox) => without(message ? ownSent(outbox, message) : outbox, key));
      if (message) begun.sent(message);
      forgetFiles(files.map((file) => file.key));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'expired') uploadAnew(files);
      for (const reply of unseenReplies(error) ?? []) update((before) => recorded(before, reply));
      change((outbox) => refused(outbox, key, refusalOf(error)));
    }
  }

  /** Tries what waits, in the order in which it was written. */
  function retryThose(isMeant: (item: Outgoing) => boolean): void {
    for (const item of state().outbox) {
      if (item.refusal === undefined || !isMeant(item)) continue;
      change((outbox) => retried(outbox, item.key));
      deliverInTurn(item);
    }
  }

  change(() => readOutbox(localStorage, memberId, Date.now()));
  return {
    retry: (key) => retryThose((item) => item.key === key || item.refusal?.isUnreached === true),
    sendAnyway(key) {
      change((outbox) => seenNow(outbox, key));
      retryThose((item) => item.key === key);
    },
    begin: begun.begin,
    forget: begun.forget,
    putBack: (item) => change((outbox) => [...outbox, item]),
    send(message) {
      const seenUntil = begun.take(message);
      const item = outgoing({ ...message, key: randomId(), writtenAt: new Date().toISOString(), seenUntil });
      change((outbox) => [...outbox, item]);
      deliverInTurn(item);
    },
    takeBack(key) {
      const item = state().outbox.find((other) => other.key === key);
      change((outbox) => without(outbox, key));
      return item;
    },
    retryUnreached: () => retryThose(({ refusal }) => refusal?.isUnreached === true),
  };
}

/** A message goes out when the one before it in its conversation was answered. */
function createTurns(): (conversationId: string, act: () => Promise<void>) => void {
  const lastOf = new Map<string, Promise<void>>();
  return (id, act) => void lastOf.set(id, (lastOf.get(id) ?? Promise.resolve()).then(act));
}

function post(item: Outgoing, attachmentIds: string[]): Promise<Message> {
  const request = { params: { id: item.conversationId }, body: bodyOf(item, attachmentIds) };
  return call(endpoints.postMessage, request, { idempotencyKey: item.key });
}

/** There is no message yet. */
async function schedule(item: Outgoing, { at, ...how }: SendAt, attachmentIds: string[]): Promise<undefined> {
  const request = {
    params: { id: item.conversationId },
    body: { ...bodyOf(item, attachmentIds), ...how, at },
  };
  tellScheduled(await call(endpoints.scheduleMessage, request, { idempotencyKey: item.key }));
}

/** What is sent of a message. */
function bodyOf(
  { text, rich, note, actions = [], mentions = [], seenUntil }: Outgoing,
  attachmentIds: string[],
) {
  return {
    ...(rich ? { rich } : { text }),
    note,
    ...(attachmentIds.length > 0 ? { attachmentIds } : {}),
    ...(actions.length > 0 ? { actions: [...actions] } : {}),
    ...(seenUntil === undefined ? {} : { seenUntil }),
    ...(mentions.length > 0 ? { mentions: [...mentions] } : {}),
  };
}

/** Why a message must wait: one of its conversation that was written before it has not reached the server. */
function waitsBefore(outbox: readonly Outgoing[], key: string): Refusal | undefined {
  const at = outbox.findIndex((item) => item.key === key);
  const conversationId = outbox[at]?.conversationId;
  return outbox
    .slice(0, Math.max(at, 0))
    .find((item) => item.conversationId === conversationId && item.refusal?.isUnreached)?.refusal;
}

function refusalOf(error: unknown): Refusal {
  const isAway = error instanceof ApiError && error.code === 'unavailable';
  const replies = unseenReplies(error);
  return { error, isUnreached: isAway || error instanceof NetworkError, ...(replies ? { replies } : {}) };
}
