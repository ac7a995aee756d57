/**
 * What the business of the demo has set up for its work, and what is under way there: made as its owner would make it, by the
 * endpoints, when the demo is made. What members set up has no past.
 */
import type { Condition } from '../../contract/conditions.ts';
import type { InputOf, OutputOf } from '../../contract/endpoint.ts';
import { type EndpointName, endpoints } from '../../contract/endpoints.ts';
import type { Locale } from '../../contract/ids.ts';
import { permissions } from '../../contract/permissions.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import type { Route } from '../platform/http/index.ts';
import { type FurnitureTexts, furnitureTexts } from './furniture-texts.ts';

type Endpoints = typeof endpoints;
type Asking = <N extends EndpointName>(
  name: N,
  input: Partial<InputOf<Endpoints[N]>>,
) => Promise<Answered<N>>;
type Answered<N extends EndpointName> = OutputOf<Endpoints[N]>;

const dayMilliseconds = 86_400_000;

/** Sets up the workspace as its owner. `now`: what is due is due around then. */
export async function furnish(
  db: Db,
  routes: readonly Route<never>[],
  owner: { workspaceId: string; memberId: string; locale: Locale },
  now: Date,
): Promise<void> {
  const ask = asking(db, routes, {
    ...owner,
    kind: 'member',
    userId: '',
    role: 'owner',
    source: 'console',
    permissions: new Set(permissions),
  });
  const t = furnitureTexts[owner.locale];
  const tagIds = await tags(ask, t);
  const segmentIds = await segments(ask, t);
  await team(ask, t);
  await ways(ask, t, { tagIds, segmentIds });
  await work(ask, t, { tagIds, now });
}

/** Calls endpoints as a member does, each in a transaction of its own. */
function asking(db: Db, routes: readonly Route<never>[], who: MemberCaller): Asking {
  return async (name, input) => {
    const endpoint = endpoints[name];
    const route = (routes as readonly Route[]).find((one) => one.endpoint === endpoint);
    if (!route) throw new Error(`There is no route for ${name}.`);
    const parts = input as { body?: unknown; query?: unknown; params?: unknown };
    const given = {
      params: parts.params ?? {},
      query: 'query' in endpoint ? endpoint.query.parse(parts.query ?? {}) : {},
      body: 'body' in endpoint ? endpoint.body.parse(parts.body ?? {}) : undefined,
    };
    return inWorkspace(db, who.workspaceId, async (tx) => {
      const call = { ...given, tx, who, reply: unheard, ahead: undefined as unknown };
      if (route.ahead) call.ahead = route.ahead(call as never);
      const answer = await route.handle(call as never);
      return (isRaw(answer) ? JSON.parse(answer.rawJson) : answer) as never;
    });
  };
}

/** Nobody reads the headers of these answers. */
const unheard = { header: () => unheard };

function isRaw(answer: unknown): answer is { rawJson: string } {
  return typeof answer === 'object' && answer !== null && 'rawJson' in answer;
}

async function tags(ask: Asking, t: FurnitureTexts): Promise<string[]> {
  const colours = ['blue', 'red', 'green', 'violet'] as const;
  const ids: string[] = [];
  for (const [place, name] of t.tags.entries())
    ids.push((await ask('createTag', { body: { name, colour: colours[place] ?? 'grey' } })).id);
  return ids;
}

async function segments(ask: Asking, t: FurnitureTexts): Promise<string[]> {
  const ordered = { type: 'orders', times: { op: 'atLeast', count: 2 } } as const;
  const conditions: Condition[] = [
    ordered,
    {
      type: 'all',
      of: [{ type: 'orders' }, { type: 'orders', not: true, when: { op: 'within', days: 60 } }],
    },
    { type: 'language', language: 'pt' },
    {
      type: 'all',
      of: [
        { type: 'did', kind: 'event.tracked', name: 'Product Added' },
        { type: 'orders', not: true },
      ],
    },
  ];
  const ids: string[] = [];
  for (const [place, condition] of conditions.entries())
    ids.push((await ask('createSegment', { body: { name: t.segments[place] ?? '', condition } })).id);
  return ids;
}

/** A team of the agents who are there, with hours. */
async function team(ask: Asking, t: FurnitureTexts): Promise<void> {
  const { id } = await ask('createTeam', { body: { name: t.team } });
  const { data: members } = await ask('listMembers', {});
  for (const member of members.filter(({ role }) => role === 'agent'))
    await ask('addTeamMember', { params: { id, memberId: member.id } });
  const day = [{ from: '08:00', to: '19:00' }];
  const week = [day, day, day, day, day, [{ from: '09:00', to: '17:00' }], []];
  await ask('setHours', { body: { teamId: null, hours: { timeZone: 'UTC', week, holidays: [] } } });
}

/** Ways of working: macros, views, a checklist, reasons, a greeting, an alarm. */
async function ways(
  ask: Asking,
  t: FurnitureTexts,
  { tagIds, segmentIds }: { tagIds: string[]; segmentIds: string[] },
): Promise<void> {
  const [delivery = '', complaint = ''] = tagIds;
  const [regulars = ''] = segmentIds;
  const [onItsWay, sorry] = t.macros;
  await ask('createMacro', {
    body: { ...onItsWay, kind: 'reply', shared: true, actions: [{ type: 'tag', tagId: delivery }] },
  });
  await ask('createMacro', {
    body: {
      ...sorry,
      kind: 'reply',
      shared: true,
      actions: [
        { type: 'tag', tagId: complaint },
        { type: 'prioritise', priority: 'high' },
      ],
    },
  });
  const [complaints = '', ofRegulars = '', waiting = ''] = t.views;
  const order = 'waiting' as const;
  for (const [name, filter] of [
    [complaints, { status: 'open', tagIds: [complaint] }],
    [ofRegulars, { status: 'open', segmentId: regulars }],
    [waiting, { status: 'open', waitingMinutes: 1_440 }],
  ] as const)
    await ask('createView', { body: { name, filter: { ...filter } as never, order, shared: true } });
  await ask('createChecklistTemplate', { body: t.checklist });
  for (const name of t.reasons) await ask('createReason', { body: { name } });
  const { data: inboxes } = await ask('listInboxes', {});
  const greeted = Object.entries(furnitureTexts).map(([locale, { greeting }]) => [locale, greeting]);
  for (const { id: inboxId } of inboxes.slice(0, 1)) {
    const greeting = { inboxId, name: t.greetingName, texts: Object.fromEntries(greeted), seconds: 20 };
    await ask('createGreeting', { body: greeting as never });
  }
}

/** What is under way: on the newest conversations, and about those who wrote them. */
async function work(
  ask: Asking,
  t: FurnitureTexts,
  { tagIds, now }: { tagIds: string[]; now: Date },
): Promise<void> {
  const { data: open } = await ask('listConversations', { query: { limit: 24 } as never });
  const date = (days: number) => new Date(now.getTime() + days * dayMilliseconds).toISOString().slice(0, 10);
  const { data: templates } = await ask('listChecklistTemplates', {});
  for (const [place, { id, customer }] of open.entries()) {
    const own = { params: { id } };
    const tagId = tagIds[place % tagIds.length] ?? '';
    if (place % 3 !== 2) await ask('tagConversation', { params: { id, tagId } });
    if (place % 7 === 3) await ask('prioritiseConversation', { ...own, body: { priority: 'high' } });
    if (place % 8 === 5) await ask('snoozeConversation', { ...own, body: { until: `${date(2)}T09:00:00Z` } });
    if (place % 6 === 1) {
      const turn = Math.floor(place / 6);
      const what = t.promises[turn % t.promises.length] ?? '';
      const due = { date: date(1 + turn), time: '15:00' };
      await ask('makePromise', { body: { conversationId: id, what, due } as never });
    }
    if (place % 9 === 4 && templates[0])
      await ask('addChecklist', { body: { conversationId: id, templateId: templates[0].id } as never });
    await about(ask, t, { customerId: customer.id, place, date });
  }
}

async function about(
  ask: Asking,
  t: FurnitureTexts,
  { customerId, place, date }: { customerId: string; place: number; date: (days: number) => string },
): Promise<void> {
  const own = { params: { id: customerId } };
  if (place % 4 === 0) {
    const what = t.tasks[(place / 4) % t.tasks.length] ?? '';
    await ask('createTask', { body: { what, customerId, due: { date: date((place % 5) - 1) } } as never });
  }
  if (place % 5 === 2) {
    const text = t.needs[Math.floor(place / 5) % t.needs.length] ?? '';
    await ask('stateNeed', {
      ...own,
      body: { needKind: place % 2 === 0 ? 'need' : 'expectation', text } as never,
    });
  }
  if (place % 3 === 1) {
    const granted = place % 6 !== 1;
    await ask('recordConsent', {
      ...own,
      body: { channel: 'email', granted, how: 'form', proof: t.proof } as never,
    });
  }
  if (place % 6 === 0) {
    const [month, day] = [1 + ((place * 5) % 12), 1 + ((place * 7) % 28)];
    await ask('setDate', { ...own, body: { dateKind: 'birthday', month, day, remindDays: 3 } as never });
  }
}
