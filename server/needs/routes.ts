/** The endpoints of needs and expectations. */
import { needEndpoints as endpoints } from '../../contract/needs.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeNeed, listNeeds, removeNeed, setMet, stateNeed } from './need.ts';

type Who = MemberCaller;

/** Every endpoint of needs and expectations. */
export const needRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listNeeds>(endpoints.listNeeds, async ({ tx, params }) => ({
    data: await listNeeds(tx, params.id),
  })),
  route<Who, typeof endpoints.stateNeed>(endpoints.stateNeed, ({ tx, who, params, body }) =>
    stateNeed(tx, by(who), params.id, body),
  ),
  route<Who, typeof endpoints.changeNeed>(endpoints.changeNeed, ({ tx, who, params, body }) =>
    changeNeed(tx, by(who), params.id, body),
  ),
  route<Who, typeof endpoints.meetNeed>(endpoints.meetNeed, ({ tx, who, params }) =>
    setMet(tx, by(who), params.id, true),
  ),
  route<Who, typeof endpoints.reopenNeed>(endpoints.reopenNeed, ({ tx, who, params }) =>
    setMet(tx, by(who), params.id, false),
  ),
  route<Who, typeof endpoints.removeNeed>(endpoints.removeNeed, ({ tx, who, params }) =>
    removeNeed(tx, by(who), params.id),
  ),
];
