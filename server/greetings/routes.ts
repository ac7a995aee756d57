/** The members' endpoints of greetings. The visitors' are those of their channel. */
import { greetingEndpoints as endpoints } from '../../contract/greetings.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeGreeting, createGreeting, removeGreeting } from './greeting.ts';
import { listGreetings, listShowings } from './queries.ts';

type Who = MemberCaller;

/** Every endpoint by which greetings are made, changed and looked at. */
export const greetingRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listGreetings>(endpoints.listGreetings, async ({ tx }) => ({
    data: await listGreetings(tx),
  })),
  route<Who, typeof endpoints.createGreeting>(endpoints.createGreeting, ({ tx, who, body }) =>
    createGreeting(tx, who, body),
  ),
  route<Who, typeof endpoints.changeGreeting>(endpoints.changeGreeting, ({ tx, who, params, body }) =>
    changeGreeting(tx, who, params.id, body),
  ),
  route<Who, typeof endpoints.removeGreeting>(endpoints.removeGreeting, ({ tx, who, params }) =>
    removeGreeting(tx, who, params.id),
  ),
  route<Who, typeof endpoints.listGreetingShowings>(endpoints.listGreetingShowings, ({ tx, params, query }) =>
    listShowings(tx, params.id, query),
  ),
];
