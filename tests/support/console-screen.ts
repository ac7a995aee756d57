/** A member's conversation screen as the console keeps it: fetched once, then followed by the console's own functions. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import {
  changesRelated,
  emptyState,
  fetchedConversations,
  fetchedNewest,
  followed,
  type State,
  streamStarted,
} from '../../console/features/conversations/testing.ts';
import { staleAfter } from '../../console/lib/team.ts';
import { endpoints } from '../../contract/endpoints.ts';
import type { Entry } from '../../contract/entries.ts';
import { positionHeader } from '../../contract/realtime.ts';
import { request } from '../../server/app/testing.ts';
import type { Ids } from './samples.ts';

const pageSize = 100;

type Asked = { name: string; key: string; answer: unknown; isOld: (entry: Entry) => boolean };

/** What was fetched: the conversations with their messages, and the lists that stand around them. */
export type ConsoleScreen = { state: State; position: string; around: readonly Asked[] };

/** Fetches everything that the screen of a conversation shows. */
export async function fetchConsole(
  url: string,
  member: { apiKey: string; memberId: string },
  ids: Ids,
): Promise<ConsoleScreen> {
  const list = (query: object) =>
    request(url, member.apiKey, endpoints.listConversations, { query: { limit: pageSize, ...query } });
  const first = await list({});
  const position = first.headers.get(positionHeader) ?? '';
  let state = streamStarted(emptyState(member.memberId), position);
  for (const page of [first, await list({ status: 'spam' })]) {
    assert.equal(page.status, 200);
    state = fetchedConversations(state, page.body.data, position);
  }
  for (const id of state.conversations.keys()) {
    const input = { params: { id }, query: { limit: pageSize, order: 'newest' as const } };
    const page = await request(url, member.apiKey, endpoints.listMessages, input);
    assert.equal(page.status, 200);
    state = fetchedNewest(state, id, { data: page.body.data, next: page.body.next, position });
  }
  return { state, position, around: await fetchAround(url, member.apiKey, ids) };
}

/** The lists that the console asks for again when an entry makes them old, by the key under which it keeps them. */
async function fetchAround(url: string, apiKey: string, ids: Ids): Promise<Asked[]> {
  const of = { params: { id: ids.customerId } };
  const within = { conversationId: ids.conversationId };
  const rows = [
    ['members', endpoints.listMembers, {}],
    ['inboxes', endpoints.listInboxes, {}],
    ['teams', endpoints.listTeams, {}],
    ['availability', endpoints.listAvailability, {}],
    ['tags', endpoints.listTags, {}],
    ['attributes', endpoints.listAttributes, { query: {} }],
    ['attributes', endpoints.listAttributes, { query: { subject: 'conversation' } }],
    ['macros', endpoints.listMacros, {}],
    ['views', endpoints.listViews, {}],
    ['closing', endpoints.readClosing, {}],
    ['checklists', endpoints.listChecklists, { query: within }],
    ['checklists', endpoints.listChecklistProgress, {}],
    ['checklist-templates', endpoints.listChecklistTemplates, {}],
    ['scheduled', endpoints.listScheduledMessages, { params: { id: ids.conversationId } }],
    ['scheduled', endpoints.countScheduledMessages, {}],
    ['mail-deliveries', endpoints.listMailDeliveries, { params: { id: ids.mailConversationId } }],
    ['related-conversations', endpoints.listRelated, { params: { id: ids.conversationId } }],
    ['promises', endpoints.listPromises, { query: within }],
    ['block', endpoints.readBlock, of],
    ['notes', endpoints.listNotes, of],
    ['needs', endpoints.listNeeds, of],
    ['dates', endpoints.listDates, of],
    ['tasks', endpoints.listTasks, { query: { customerId: ids.customerId } }],
  ] as const;
  return Promise.all(
    rows.map(async ([key, endpoint, input]) => {
      const answer = await request(url, apiKey, endpoint, input as never);
      assert.equal(answer.status, 200, `${endpoint.name}: ${JSON.stringify(answer.body)}`);
      const isOld = (entry: Entry) =>
        key === 'related-conversations'
          ? changesRelated(entry, ids.conversationId)
          : staleAfter(entry).includes(key);
      return { name: endpoint.name, key, answer: answer.body, isOld };
    }),
  );
}

/** What is wrong with a screen that was followed, compared with the one that is fetched now. Nothing: it is the same. */
export function faultsOf(before: ConsoleScreen, entries: readonly Entry[], after: ConsoleScreen): string[] {
  const state = followed(before.state, entries);
  return [...conversationFaults(state, after.state), ...aroundFaults(before, entries, after)];
}

/** Whether anything of the screen is another than before. */
export function hasChanged(before: ConsoleScreen, after: ConsoleScreen): boolean {
  const plain = ({ state, around }: ConsoleScreen) => [state.conversations, state.threads, around].map(told);
  return plain(before).join() !== plain(after).join();
}

/** Positions and the time of fetching are no part of what is shown. */
function told(value: unknown): string {
  return JSON.stringify(value instanceof Map ? [...value] : value, (key, part) =>
    key === 'at' || key === 'position' ? undefined : part,
  );
}

function conversationFaults(state: State, after: State): string[] {
  const faults: string[] = [];
  for (const [id, { conversation }] of after.conversations) {
    const known = state.conversations.get(id);
    // What is in doubt is asked for again.
    if (state.wanted.has(id)) continue;
    if (!isDeepStrictEqual(known?.conversation, conversation))
      faults.push(`conversation ${id}: ${differing(known?.conversation, conversation)}`);
    const thread = state.threads.get(id);
    const messages = after.threads.get(id)?.messages ?? [];
    if (thread?.current && !isDeepStrictEqual(thread.messages, messages))
      faults.push(`messages of ${id}: ${differing(thread.messages, messages)}`);
  }
  return faults;
}

function aroundFaults(before: ConsoleScreen, entries: readonly Entry[], after: ConsoleScreen): string[] {
  return after.around.flatMap(({ name, key, answer, isOld }, at) => {
    const shown = seenOf(name, before.around[at]?.answer, after);
    const said = seenOf(name, answer, after);
    if (entries.some(isOld) || isDeepStrictEqual(shown, said)) return [];
    const kinds = [...new Set(entries.map(({ kind }) => kind))].join(', ');
    return [
      `${name} has changed, and no entry makes '${key}' old (told: ${kinds}): ${differing(shown, said)}`,
    ];
  });
}

/** What of a list is seen: no checklists of what is closed, and of macros not how often they were used, their order alone. */
function seenOf(name: string, answer: unknown, { state }: ConsoleScreen): unknown {
  const { data } = answer as { data?: { conversationId?: string; uses?: number }[] };
  const isClosed = (id = '') => state.conversations.get(id)?.conversation.status === 'closed';
  if (name === 'listChecklistProgress') return data?.filter((row) => !isClosed(row.conversationId));
  if (name === 'listMacros') return data?.map(({ uses: _, ...macro }) => macro);
  return answer;
}

function differing(shown: unknown, said: unknown): string {
  return `shown ${JSON.stringify(shown)}, the server says ${JSON.stringify(said)}`;
}
