/** The customers' endpoints. */
import { touchDirections } from '../../contract/actors.ts';
import { audienceEndpoints } from '../../contract/audience.ts';
import { customerEndpoints as endpoints } from '../../contract/customers.ts';
import { type Profile, profileEndpoints } from '../../contract/profile.ts';
import { positionHeader } from '../../contract/realtime.ts';
import { type StageRule, stageEndpoints as stages } from '../../contract/stages.ts';
import type { Task, TaskInput } from '../../contract/tasks.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { currentPosition, readTimeline, readTouches } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { audienceSince, readAudience } from './audience.ts';
import { listConsents, recordConsent } from './consents.ts';
import { renameCustomer, writeDown, writeDownCustomer } from './customer.ts';
import { describeByMember } from './describe.ts';
import { mergeByMember, refuseMerge, unmergeByMember } from './merge.ts';
import { listMerges } from './merges.ts';
import { readProfile, updateProfile } from './profile.ts';
import { countListed, customersByIdentity, listCustomers, readCustomer } from './queries.ts';
import { searchCustomers } from './search.ts';
import { readCustomerStage, setCustomerStage } from './stage.ts';
import { changeStageRule, previewStageRule, readStageRule, stageSql } from './stage-rule.ts';
import { type Belonging, groupsIn } from './term-sources.ts';
import { kindsAsked } from './timeline-kinds.ts';

type Who = MemberCaller;

/** A page of entries as they are shown: messages say what they say now. */
type Retold = (tx: Tx, page: readonly string[]) => Promise<string[]>;

/** Makes a task for a customer. */
type MakeTask = (tx: Tx, who: Who, task: TaskInput & { customerId: string }) => Promise<Task>;

/** Every endpoint about customers but what looks for duplicates, and ending widget sessions, which the channel does. */
export function customerRoutes(belonging: Belonging, retold: Retold, makeTask: MakeTask): Route<Who>[] {
  return [
    timelineRoute(retold),
    callRoute(makeTask),
    route<Who, typeof endpoints.listCustomers>(endpoints.listCustomers, async ({ tx, query }) => {
      const { search, identity } = query;
      if (search !== undefined) return searchCustomers(tx, { ...query, search }, belonging);
      if (identity !== undefined) return { data: await customersByIdentity(tx, identity), next: null };
      return listCustomers(tx, query, groupsIn(query, belonging));
    }),
    ...otherRoutes,
  ];
}

const otherRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.countCustomers>(endpoints.countCustomers, ({ tx }) => countListed(tx)),
  route<Who, typeof endpoints.createCustomer>(endpoints.createCustomer, ({ tx, who, body }) =>
    writeDownCustomer(tx, by(who), body),
  ),
  route<Who, typeof endpoints.readCustomer>(endpoints.readCustomer, ({ tx, params }) =>
    readCustomer(tx, params.id),
  ),
  route<Who, typeof endpoints.updateCustomer>(endpoints.updateCustomer, ({ tx, who, params, body }) =>
    renameCustomer(tx, by(who), params.id, body.name),
  ),
  route<Who, typeof endpoints.describeCustomer>(endpoints.describeCustomer, ({ tx, who, params, body }) =>
    describeByMember(tx, by(who), params.id, body.attributes),
  ),
  route<Who, typeof endpoints.listConsents>(endpoints.listConsents, async ({ tx, params }) => ({
    data: await listConsents(tx, params.id),
  })),
  route<Who, typeof endpoints.recordConsent>(endpoints.recordConsent, ({ tx, who, params, body }) =>
    recordConsent(tx, by(who), params.id, { ...body, occurredAt: body.occurredAt }),
  ),
  route<Who, typeof profileEndpoints.readProfile>(profileEndpoints.readProfile, ({ tx, params }) =>
    readProfile(tx, params.id),
  ),
  route<Who, typeof profileEndpoints.updateProfile>(
    profileEndpoints.updateProfile,
    ({ tx, who, params, body }) => updateProfile(tx, by(who), params.id, body as Partial<Profile>),
  ),
  route<Who, typeof stages.readCustomerStage>(stages.readCustomerStage, ({ tx, params }) =>
    readCustomerStage(tx, params.id),
  ),
  route<Who, typeof stages.setCustomerStage>(stages.setCustomerStage, ({ tx, who, params, body }) =>
    setCustomerStage(tx, by(who), params.id, body.stage),
  ),
  route<Who, typeof stages.readStageRule>(stages.readStageRule, ({ tx }) => readStageRule(tx)),
  route<Who, typeof stages.changeStageRule>(stages.changeStageRule, ({ tx, who, body }) =>
    changeStageRule(tx, by(who), body.lines),
  ),
  route<Who, typeof stages.previewStageRule>(stages.previewStageRule, ({ tx, body }) =>
    previewStageRule(tx, body.lines, new Date()),
  ),
  route<Who, typeof endpoints.logVisit>(endpoints.logVisit, ({ tx, who, params, body }) => {
    const { occurredAt, ...payload } = body;
    return writeDown(tx, by(who), params.id, {
      kind: 'visit.logged',
      payload,
      direction: 'inbound',
      channel: 'store',
      occurredAt,
    });
  }),
  route<Who, typeof endpoints.readTouches>(endpoints.readTouches, async ({ tx, params }) => {
    const touches = await readTouches(tx, params.id);
    // None may mean that there is no such customer.
    if (touches.first === null) await readCustomer(tx, params.id);
    return touches;
  }),
  route<Who, typeof audienceEndpoints.readAudience>(audienceEndpoints.readAudience, async ({ tx, query }) => {
    const since = audienceSince(query.since, new Date());
    return { since, data: await readAudience(tx, since) };
  }),
  route<Who, typeof endpoints.listMerges>(endpoints.listMerges, async ({ tx, params }) => ({
    data: await listMerges(tx, params.id),
  })),
  route<Who, typeof endpoints.mergeCustomers>(endpoints.mergeCustomers, async ({ tx, who, params, body }) =>
    readCustomer(tx, await mergeByMember(tx, by(who), params.id, body.customerId)),
  ),
  route<Who, typeof endpoints.unmergeCustomer>(
    endpoints.unmergeCustomer,
    async ({ tx, who, params, body }) => {
      await unmergeByMember(tx, by(who), params.id, body.customerId);
      return readCustomer(tx, params.id);
    },
  ),
  route<Who, typeof endpoints.refuseMerge>(endpoints.refuseMerge, ({ tx, who, params, body }) =>
    refuseMerge(tx, by(who), params.id, body.customerId),
  ),
];

function callRoute(makeTask: MakeTask): Route<Who> {
  return route<Who, typeof endpoints.logCall>(endpoints.logCall, async ({ tx, who, params, body }) => {
    const { occurredAt, callBack, recordingUrl, ...said } = body;
    const entry = await writeDown(tx, by(who), params.id, {
      kind: 'call.logged',
      payload: { ...said, ...(recordingUrl === null ? {} : { recordingUrl }) },
      direction: said.callDirection,
      channel: 'phone',
      occurredAt,
    });
    const task = callBack && (await makeTask(tx, who, { ...callBack, customerId: params.id }));
    return { ...entry, task };
  });
}

function timelineRoute(retold: Retold): Route<Who> {
  return route<Who, typeof endpoints.readTimeline, StageRule>(
    endpoints.readTimeline,
    async ({ tx, params, query, reply, ahead }) => {
      reply.header(positionHeader, await currentPosition(tx));
      const mark = { name: 'stage', value: stageSql((await ahead).lines), only: query.stage };
      const directions = query.touch && { directions: touchDirections[query.touch] };
      const page = await readTimeline(tx, params.id, {
        ...query,
        ...directions,
        kinds: kindsAsked(query.kinds),
        mark,
      });
      // An empty page may mean that there is no such customer.
      if (page.data.length === 0) await readCustomer(tx, params.id);
      return {
        rawJson: `{"data":[${(await retold(tx, page.data)).join(',')}],"next":${JSON.stringify(page.next)}}`,
      };
    },
    ({ tx }) => readStageRule(tx),
  );
}
