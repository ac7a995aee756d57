/**
 * What a conversation's screen shows live is what it shows after a reload, for every command of the contract, one by one.
 * What several do at once, in any order, following.test.ts tries.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Endpoint } from '../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../contract/endpoints.ts';
import type { Entry } from '../contract/entries.ts';
import type { CreatedOwner } from '../server/accounts/index.ts';
import { addWorkspace, request, type TestServer } from '../server/app/testing.ts';
import { faultsOf, fetchConsole, hasChanged } from './support/console-screen.ts';
import { fromSomewhere, startServerBehindProxy } from './support/people.ts';
import { type Ids, type Sample, samplesFor } from './support/samples.ts';
import { shareOf } from './support/share.ts';
import { followFrom, type TestSocket } from './support/sockets.ts';
import { idsOf } from './support/workspaces.ts';

/** How often it is looked again whether what follows in the background has been told. */
const looksMax = 5;
const lookMs = 200;

/** What has to be done before. */
const before: Partial<Record<EndpointName, EndpointName>> = {
  reopenConversation: 'closeConversation',
  tagConversation: 'untagConversation',
  unmergeConversation: 'mergeConversation',
  unlinkConversations: 'linkConversations',
  restoreMessage: 'deleteMessage',
  untickChecklistItem: 'tickChecklistItem',
  unblockCustomer: 'blockCustomer',
  unmergeCustomer: 'mergeCustomers',
  reopenTask: 'completeTask',
  reopenNeed: 'meetNeed',
  setTeamCapacity: 'addTeamMember',
  removeView: 'changeView',
  removeMacro: 'changeMacro',
};

/** What to send where the sample would change nothing, or is refused. */
const cases: Partial<Record<EndpointName, (ids: Ids) => Sample>> = {
  assignConversation: (ids) => ({ params: { id: ids.conversationId }, body: { memberId: ids.memberId } }),
  markConversationRead: (ids) => ({ params: { id: ids.conversationId }, body: { inboundCount: 1 } }),
  startBulk: (ids) => ({
    body: { conversationIds: [ids.conversationId], actions: [{ type: 'prioritise', priority: 'urgent' }] },
  }),
  // What is one's own is told to nobody: the tab that changes it asks anew.
  createView: () => ({ body: { name: 'V', filter: { status: 'open' }, shared: true } }),
  changeView: (ids) => ({ params: { id: ids.viewId }, body: { shared: true } }),
  createMacro: () => ({ body: { name: 'M', text: 'Hi', shared: true } }),
  changeMacro: (ids) => ({ params: { id: ids.macroId }, body: { shared: true } }),
};

const bell = 'it stands behind the bell, which has a frame of its own';
const settings = 'it is how one member is told';
const alone = 'nothing of it stands in the conversation';

/** Commands that change nothing of what a conversation's screen shows, or can't be done here, and why. */
const silent: Partial<Record<EndpointName, string>> = {
  cancelBulk: 'what it stops is not done',
  undoBulk: 'the bulk of the sample is done by tagging, which tagConversation tries',
  seePromiseReminders: bell,
  seeSilenceAlarms: bell,
  readNotifications: bell,
  changeNotificationSettings: settings,
  subscribeToPush: settings,
  unsubscribeFromPush: settings,
  sendTestNotification: settings,
  mailConversation: 'without a mail server it is refused, and no message comes of it',
  showGreeting: alone,
  noteGreeting: alone,
  uploadFile: 'a file is shown when a message carries it',
  postMail: 'a mail is read behind the request, and tested where mail is',
  uploadVisitorFile: 'a file is shown when a message carries it',
  signVisitorAttachment: alone,
  introduceVisitor: 'a claim stands beside the name that somebody of the team gave',
  identifyVisitor: 'it takes a token of its own: following.test.ts identifies visitors',
  endVisitorSession: alone,
  recordReceipt: 'a receipt is told by a frame of its own',
  recordPageView: alone,
  recordPageError: alone,
  recordVisitorEvent: alone,
  useMacro: 'it answers with words, and counts for the order of macros alone',
};

/** Commands whose effect a conversation's screen shows by what they are. */
const shown = namesWhere(({ access, path }) =>
  ['conversations:write', 'conversations:read', 'messages:manage', 'visitor'].includes(access)
    ? true
    : /^\/(conversations|messages|checklists|checklist-items|scheduled-messages|promises)/.test(path),
);
/** What members and programs may do besides. */
const others = namesWhere(({ access }) => !['public', 'signed-in'].includes(access)).filter(
  (name) => !shown.includes(name),
);

function namesWhere(isMeant: (endpoint: Endpoint) => boolean): EndpointName[] {
  return (Object.keys(endpoints) as EndpointName[]).filter((name) => {
    const endpoint: Endpoint = endpoints[name];
    return endpoint.method !== 'GET' && isMeant(endpoint);
  });
}

let server: TestServer;

beforeAll(async () => {
  server = await startServerBehindProxy(inject('testCluster'));
});
afterAll(async () => {
  world?.socket.drop();
  await server.close();
});

type World = {
  owner: CreatedOwner;
  ids: Ids & { visitorToken: string };
  /** Everything that the member was told. */
  told: Entry[];
  socket: TestSocket;
};

/** One serves until a command finds nothing to do in it. */
let world: World | undefined;

async function freshWorld(): Promise<World> {
  world?.socket.drop();
  const owner = await addWorkspace(server.db, `Following ${randomUUID()}`, server.ownerLogin);
  const ids = await idsOf(server.url, owner, randomUUID().slice(0, 8));
  const told: Entry[] = [];
  const socket = await followFrom(server.url, owner.apiKey, null, {
    onFrame: (frame) => told.push(...(frame.entries ?? [])),
  });
  world = { owner, ids, told, socket };
  return world;
}

function act({ owner, ids }: World, name: EndpointName, sample: Sample) {
  const endpoint: Endpoint = endpoints[name];
  const token = endpoint.access === 'visitor' ? ids.visitorToken : owner.apiKey;
  return request(server.url, token, endpoint, { ...sample, headers: fromSomewhere() } as never);
}

/** Until everything that was committed so far has been told. */
async function caughtUp({ owner, told, socket }: World): Promise<void> {
  const last = await request(server.url, owner.apiKey, endpoints.createCustomer, { body: { name: 'last' } });
  await socket.until(() => told.some(({ customerId }) => customerId === last.body.id));
}

/** Does a command; answers what came of it. */
async function follow(name: EndpointName, within: World) {
  const { owner, ids, told } = within;
  const samples = samplesFor(ids);
  const sampleOf = (which: EndpointName) => cases[which]?.(ids) ?? samples[which];
  const first = before[name];
  if (first) await act(within, first, sampleOf(first));
  await caughtUp(within);
  const from = told.length;
  const fetched = await fetchConsole(server.url, owner, ids);
  const { status, body } = await act(within, name, sampleOf(name));
  const isDone = status < 300;
  for (let look = 0; ; look += 1) {
    await caughtUp(within);
    const after = await fetchConsole(server.url, owner, ids);
    const faults = faultsOf(fetched, told.slice(from), after);
    const isChanged = hasChanged(fetched, after);
    const isOver = faults.length === 0 && (isChanged || !isDone || silent[name] || !shown.includes(name));
    if (isOver || look === looksMax)
      return { said: `${status} ${JSON.stringify(body)}`, isDone, faults, isChanged };
    await sleep(lookMs);
  }
}

/** In the workspace that is there, or in a new one, where everything can be done. */
async function tried(name: EndpointName) {
  const isNew = world === undefined;
  const done = await follow(name, world ?? (await freshWorld()));
  const isInVain = !done.isDone || (!done.isChanged && !silent[name]);
  return isNew || done.faults.length > 0 || !isInVain ? done : follow(name, await freshWorld());
}

describe('what is told after a command, applied to what was fetched before it, is what is fetched after it', () => {
  test.each(shown)('%s', async (name) => {
    const { said, isDone, faults, isChanged } = await tried(name);
    expect(faults).toEqual([]);
    if (silent[name]) return;
    expect(isDone, `${name} was refused, so nothing was tried: ${said}. ${mend}`).toBe(true);
    expect(isChanged, `${name} changed nothing that a conversation’s screen shows. ${mend}`).toBe(true);
  });

  test.each(shareOf('other commands that are followed', others, 0.1))('%s', async (name) => {
    const { faults } = await follow(name, world ?? (await freshWorld()));
    expect(faults).toEqual([]);
  });
});

const mend =
  'Give it a sample that does (`cases`, or `before`), add what it changes to what is fetched ' +
  '(tests/support/console-screen.ts), or write into `silent` why the screen shows nothing of it.';
