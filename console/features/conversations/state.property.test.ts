/**
 * The browser's state against a model of the server: whatever the order in which transactions commit, answers are made
 * and arrive, and frames come, the browser ends with what the server would answer, and never counts a message twice.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMessage,
  applyReaction,
  applyToConversation,
  changeMessages,
  isMessageChange,
  messageOf,
  revisionOf,
} from '../../../contract/apply.ts';
import { priorities } from '../../../contract/conversation-entries.ts';
import type { Conversation, Message } from '../../../contract/conversations.ts';
import type { Entry } from '../../../contract/entries.ts';
import { comparePositions } from '../../../contract/ids.ts';
import { standardViews } from '../../../contract/views.ts';
import { fetchedConversations, fetchedList, fetchedNewest, fetchedOlder, rowsOf } from './fetched.ts';
import { followed, streamStarted } from './follow.ts';
import { type Focus, needsOf } from './needs.ts';
import { emptyState, type State } from './state.ts';
import { belongs, markOf, type ViewKey, viewKeyOf, viewOf } from './views.ts';

const me = 'me';
const people = [me, 'you', null] as const;
const pageSize = 2;
const conversationsMax = 4;
const drainStepsMax = 500;

/**
 * A server in miniature. A transaction gets its place in the ledger when it begins, with its conversation locked, so
 * within one conversation places grow in the order of commits; across conversations they may not.
 */
function createServer() {
  const open = new Map<number, string>();
  const committed: Entry[] = [];
  const conversations = new Map<string, Conversation>();
  const messages = new Map<string, readonly Message[]>();
  /** How many the customer has ever written in each: fewer may stand there. */
  const received = new Map<string, number>();
  /** Messages that were split off, and may come back. */
  const away = new Map<string, readonly Message[]>();
  let begun = 0;
  let clock = 0;

  /** Everything below the oldest transaction that is still open. */
  const readable = () => `1.${Math.min(begun + 1, ...open.keys())}.0`;

  function begin(id: string): void {
    if ([...open.values()].includes(id)) return;
    begun += 1;
    open.set(begun, id);
  }

  function commit(pick: number, what: number): void {
    const xids = [...open.keys()];
    const xid = xids[pick % xids.length];
    if (xid === undefined) return;
    const id = open.get(xid) ?? '';
    open.delete(xid);
    const kinds = conversations.has(id)
      ? [changeOr(kindOf(what), messages.get(id) ?? [], what)]
      : (['conversation.opened', 'message.received'] as const);
    for (const [index, kind] of kinds.entries()) write(id, kind, `1.${xid}.${index + 1}`, what);
  }

  function write(id: string, kind: Entry['kind'], position: string, what: number): void {
    const before = conversations.get(id);
    clock += 1;
    const entry = {
      id: `e${committed.length}`,
      position,
      kind,
      conversationId: kind === 'customer.updated' ? null : id,
      customerId: `customer of ${id}`,
      channel: 'webchat',
      direction: 'inbound',
      actor: { kind: 'member', id: 'you' },
      occurredAt: `2026-01-01T00:00:00.${String(clock).padStart(6, '0')}Z`,
      payload: payloadIn(id, kind, what, before),
    } as unknown as Entry;
    committed.push(entry);
    const after = applyToConversation(before, entry, me);
    if (after) conversations.set(id, after);
    if (kind === 'message.received') received.set(id, (received.get(id) ?? 0) + 1);
    messages.set(id, applyReaction(messages.get(id) ?? [], entry));
    if (isMessageChange(entry)) messages.set(id, changeMessages(messages.get(id) ?? [], entry));
    const message = messageOf(entry);
    if (message) messages.set(id, addMessage(messages.get(id) ?? [], message));
  }

  function payloadIn(id: string, kind: Entry['kind'], what: number, before: Conversation | undefined) {
    if (isMoving(kind)) return movedAway(id, kind, what);
    if (kind === 'message.reacted') return reacted(id, what);
    if (changeKinds.includes(kind)) return changedIn(messages.get(id) ?? [], what);
    return payloadOf(kind, what, before);
  }

  function reacted(id: string, what: number): unknown {
    const own = messages.get(id) ?? [];
    return { messageId: own[what % own.length]?.id ?? 'none', emoji: reactions[what % reactions.length] };
  }

  /** Moves a message out of a conversation, or those that are away back into it; answers the entry's payload. */
  function movedAway(id: string, kind: Entry['kind'], what: number): unknown {
    const own = messages.get(id) ?? [];
    const isOut = kind === 'conversation.split';
    const gone = isOut ? [own[what % own.length]].filter((one) => one !== undefined) : (away.get(id) ?? []);
    const left = isOut ? own.filter((one) => !gone.includes(one)) : gone.reduce(addMessage, own);
    away.set(id, isOut ? [...(away.get(id) ?? []), ...gone] : []);
    messages.set(id, left);
    const inboundCount = left.filter(({ state }) => state === 'received').length;
    const standing = { inboundCount, waitingSince: null, lastMessage: null, reads: [] };
    return { standing, messageIds: gone.map((one) => one.id), gainedTagIds: [] };
  }

  return { begin, commit, readable, open, committed, conversations, messages, received };
}

const reactions = ['👍', '❤️', null] as const;

function kindOf(what: number): Entry['kind'] {
  const kinds = [
    'message.received',
    'message.received',
    'message.sent',
    'note.added',
    'conversation.closed',
    'conversation.reopened',
    'conversation.assigned',
    'conversation.read',
    'customer.updated',
    'conversation.snoozed',
    'conversation.prioritised',
    'conversation.tagged',
    'conversation.untagged',
    'conversation.spam_marked',
    'conversation.described',
    'conversation.split',
    'conversation.absorbed',
    'message.reacted',
    'message.edited',
    'message.deleted',
    'message.edited',
  ] as const;
  return kinds[what % kinds.length] ?? 'message.received';
}

const changeKinds: readonly Entry['kind'][] = ['message.edited', 'message.deleted', 'message.restored'];
const changeable = (messages: readonly Message[]) => messages.filter(({ state }) => state !== 'received');

/** A kind, or one that can be: a deleted message is put back, and where the team wrote nothing it writes. */
function changeOr(kind: Entry['kind'], messages: readonly Message[], what: number): Entry['kind'] {
  if (kind !== 'message.edited' && kind !== 'message.deleted') return kind;
  const own = changeable(messages);
  const message = own[what % own.length];
  if (!message) return 'message.sent';
  return message.changed?.deletedAt ? 'message.restored' : kind;
}

function changedIn(messages: readonly Message[], what: number): unknown {
  const own = changeable(messages);
  const message = own[what % own.length];
  return {
    messageId: message?.id,
    messageAt: message?.occurredAt,
    note: message?.note,
    revision: (message ? revisionOf(message) : 0) + 1,
    text: `changed ${what}`,
    ...(message?.changed?.deletedAt && what % 2 === 0 ? { reaction: '👍' } : {}),
  };
}

const isMoving = (kind: Entry['kind']) => kind === 'conversation.split' || kind === 'conversation.absorbed';

function payloadOf(kind: Entry['kind'], what: number, before: Conversation | undefined): unknown {
  if (kind === 'conversation.opened') return { inboxId: 'inbox', customerName: null, subject: null };
  if (kind === 'conversation.assigned') return { memberId: people[what % 3] };
  if (kind === 'conversation.read') return { memberId: me, inboundCount: before?.inboundCount ?? 0 };
  if (kind === 'conversation.snoozed') return { until: null };
  if (kind === 'conversation.prioritised') return { priority: priorities[what % priorities.length] };
  if (kind === 'conversation.tagged' || kind === 'conversation.untagged')
    return { tagId: `t${what % 2}`, name: 't' };
  if (kind === 'conversation.closed') return what % 2 === 0 ? {} : { reasonId: 'r', reasonName: 'r' };
  if (kind === 'conversation.described')
    return { attributes: { [`a${what % 2}`]: what % 3 === 0 ? null : what }, names: {} };
  if (kind === 'customer.updated') return { customerId: before?.customer.id, name: `name ${what}` };
  return { text: `text ${what}` };
}

type Server = ReturnType<typeof createServer>;
type Answer = (state: State) => State;

/** What the server shows in a list: of some, only the server knows what the customer must be. */
function rowsIn(server: Server, view: ViewKey): Conversation[] {
  const { isAsked, compare } = viewOf(view);
  return [...server.conversations.values()]
    .filter((row) => belongs(row, view, me) && (!isAsked || speaksEnglish(row)))
    .sort(compare);
}

const speaksEnglish = ({ customer }: Conversation): boolean => /[02468]$/.test(customer.name ?? '');

/** The server's answers, made now, to arrive later. */
function list(server: Server, view: ViewKey, after: string | null): Answer {
  const { compare } = viewOf(view);
  const rows = rowsIn(server, view);
  const rest = after === null ? rows : rows.filter((row) => compare(row, JSON.parse(after)) > 0);
  const data = rest.slice(0, pageSize);
  const last = data.at(-1);
  const next = rest.length > pageSize && last ? JSON.stringify(markOf(last)) : null;
  const position = server.readable();
  return (state) => fetchedList(state, view, after, { data, next, position });
}

function thread(server: Server, id: string, after: string | null): Answer {
  const all = (server.messages.get(id) ?? []).toReversed();
  const rest = after === null ? all : all.filter((message) => message.occurredAt < after);
  const data = rest.slice(0, pageSize);
  const next = rest.length > pageSize ? (data.at(-1)?.occurredAt ?? null) : null;
  const position = server.readable();
  if (after === null) return (state) => fetchedNewest(state, id, { data, next, position });
  return (state) => fetchedOlder(state, id, after, { data, next, position });
}

function single(server: Server, id: string): Answer {
  const found = server.conversations.get(id);
  const position = server.readable();
  return (state) => (found ? fetchedConversations(state, [found], position) : state);
}

/** A browser that asks the server and hears its stream. */
function createBrowser(server: Server, focus: Focus) {
  let state = emptyState(me);
  let cursor: string | undefined;
  const underWay: Answer[] = [];

  const ask = (pick: number) => {
    const needs = needsOf(state, focus);
    const need = needs[pick % Math.max(1, needs.length)];
    if (!need) return;
    if (need.type === 'list') underWay.push(list(server, need.view, null));
    else if (need.type === 'messages') underWay.push(thread(server, need.id, null));
    else underWay.push(single(server, need.id));
  };
  const askMore = (view: ViewKey) => {
    const next = state.views.get(view)?.next;
    if (next) underWay.push(list(server, view, next));
  };
  const askOlder = (id: string) => {
    const older = state.threads.get(id)?.older;
    if (older) underWay.push(thread(server, id, older));
  };
  const arrive = (pick: number) => {
    const [answer] = underWay.splice(pick % Math.max(1, underWay.length), 1);
    if (answer) state = answer(state);
  };
  const start = () => {
    cursor = server.readable();
    state = streamStarted(state, cursor);
  };
  /** Also tells what committed while an earlier place is still open, and tells that again later. */
  const frame = (limit: number) => {
    if (cursor === undefined) return;
    const since = cursor;
    const to = server.readable();
    const told = server.committed
      .filter(({ position }) => comparePositions(position, since) > 0)
      .sort((a, b) => comparePositions(a.position, b.position))
      .slice(0, limit);
    const last = told.length === limit ? told.at(-1)?.position : undefined;
    cursor = last !== undefined && comparePositions(last, to) < 0 ? last : to;
    state = followed(state, told);
  };
  return { ask, askMore, askOlder, arrive, start, frame, underWay, state: () => state };
}

const idOf = (number: number) => `c${number % conversationsMax}`;
const number = fc.nat({ max: 40 });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('begin' as const), number }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('commit' as const), number, what: number }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('ask' as const), number }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('arrive' as const), number }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('askMore' as const), number }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('askOlder' as const), number }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('frame' as const), number }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('start' as const), number }) },
);
const views: ViewKey[] = [
  viewKeyOf(standardViews.all, 'newest'),
  viewKeyOf(standardViews.mine, 'waiting'),
  viewKeyOf(standardViews.unassigned, 'priority'),
  viewKeyOf(standardViews.closed, 'newest'),
  viewKeyOf(standardViews.snoozed, 'newest'),
  viewKeyOf(standardViews.spam, 'newest'),
  viewKeyOf({ status: 'open', tagIds: ['t1'], priorities: ['high', 'urgent'] }, 'newest'),
  viewKeyOf({ status: 'open', language: 'en' }, 'waiting'),
];

test.each(views)('any interleaving of answers and entries ends at what the server says (%s)', (view) => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 160, size: 'max' }),
      fc.boolean(),
      (steps, isEarly) => {
        const server = createServer();
        const focus: Focus = { view, conversationId: 'c0', neighbourIds: ['c1'] };
        const browser = createBrowser(server, focus);
        if (isEarly) browser.start();
        for (const { act, number, ...rest } of steps) {
          if (act === 'begin') server.begin(idOf(number));
          else if (act === 'commit') server.commit(number, 'what' in rest ? rest.what : 0);
          else if (act === 'frame') browser.frame(1 + (number % 4));
          else if (act === 'askMore') browser.askMore(view);
          else if (act === 'askOlder') browser.askOlder('c0');
          else browser[act](number);
          expectNothingTwice(browser.state(), server);
        }
        settle(server, browser, focus);
        expectSame(browser.state(), server, focus);
      },
    ),
    { numRuns: 400 },
  );
});

/** Everything commits, arrives, is told and is asked for. */
function settle(server: Server, browser: ReturnType<typeof createBrowser>, focus: Focus): void {
  while (server.open.size > 0) server.commit(0, 0);
  if (!browser.state().stream) browser.start();
  for (let round = 0; ; round++) {
    expect(round).toBeLessThan(drainStepsMax);
    const hadUnderWay = browser.underWay.length > 0;
    browser.arrive(0);
    browser.frame(1_000);
    const known = needsOf(browser.state(), focus).filter(
      (need) => need.type === 'list' || server.conversations.has(need.id),
    );
    if (known.length === 0 && !hadUnderWay) return;
    if (!hadUnderWay) for (const index of needsOf(browser.state(), focus).keys()) browser.ask(index);
  }
}

function expectNothingTwice(state: State, server: Server): void {
  for (const [id, { conversation }] of state.conversations) {
    expect(conversation.inboundCount).toBeLessThanOrEqual(server.received.get(id) ?? 0);
  }
  for (const { messages } of state.threads.values()) {
    expect(new Set(messages.map((message) => message.id)).size).toBe(messages.length);
  }
}

function expectSame(state: State, server: Server, focus: Focus): void {
  for (const id of [focus.conversationId, ...state.conversations.keys()]) {
    const known = id === undefined ? undefined : state.conversations.get(id);
    if (id !== undefined && (known?.current || id === focus.conversationId)) {
      expect(known?.conversation).toEqual(server.conversations.get(id));
    }
  }
  const shown = rowsOf(state, focus.view);
  const all = rowsIn(server, focus.view);
  const { compare } = viewOf(focus.view);
  const horizon = state.views.get(focus.view)?.horizon;
  expect(shown).toEqual(horizon ? all.filter((row) => compare(row, horizon) <= 0) : all);
  for (const [id, { messages, older, current }] of state.threads) {
    if (!current) continue;
    const told = server.messages.get(id) ?? [];
    expect(messages).toEqual(older === null ? told : told.slice(-messages.length));
  }
}
