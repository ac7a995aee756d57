/** The endpoints of promises and their warnings. */
import { promiseEndpoints as endpoints } from '../../contract/promises.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changePromise, keepPromise, makePromise, withdrawPromise } from './promise.ts';
import { listPromises, listReminders, readPromise } from './queries.ts';
import { lastDays, readRate } from './rate.ts';
import { seeReminders } from './seen.ts';

type Who = MemberCaller;

/** Every endpoint of promises that members call. */
export function promiseRoutes({ now }: { now: () => Date }): Route<Who>[] {
  const whose = (member: string | undefined, who: Who) => (member === 'me' ? who.memberId : member);
  return [
    route<Who, typeof endpoints.listPromises>(endpoints.listPromises, ({ tx, who, query }) =>
      listPromises(tx, {
        ...query,
        member: whose(query.member, who),
        period: lastDays(query.days, now()),
      }),
    ),
    route<Who, typeof endpoints.readPromiseRate>(endpoints.readPromiseRate, ({ tx, who, query }) =>
      readRate(tx, lastDays(query.days, now()), whose(query.member, who)),
    ),
    route<Who, typeof endpoints.makePromise>(endpoints.makePromise, ({ tx, who, body }) =>
      makePromise(tx, who, now(), body),
    ),
    route<Who, typeof endpoints.readPromise>(endpoints.readPromise, ({ tx, params }) =>
      readPromise(tx, params.id),
    ),
    route<Who, typeof endpoints.changePromise>(endpoints.changePromise, ({ tx, who, params, body }) =>
      changePromise(tx, who, now(), params.id, body),
    ),
    route<Who, typeof endpoints.keepPromise>(endpoints.keepPromise, ({ tx, who, params }) =>
      keepPromise(tx, who, now(), params.id),
    ),
    route<Who, typeof endpoints.withdrawPromise>(endpoints.withdrawPromise, ({ tx, who, params, body }) =>
      withdrawPromise(tx, who, now(), params.id, body.reason),
    ),
    route<Who, typeof endpoints.listPromiseReminders>(
      endpoints.listPromiseReminders,
      async ({ tx, who }) => ({ data: await listReminders(tx, who.memberId) }),
    ),
    route<Who, typeof endpoints.seePromiseReminders>(endpoints.seePromiseReminders, ({ tx, who, body }) =>
      seeReminders(tx, who, body.ids),
    ),
  ];
}
