/** The endpoints of how conversations end. */
import { closingEndpoints as endpoints } from '../../contract/closing.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { countEndings } from './endings.ts';
import { changeClosing, changeReason, createReason, readClosing } from './reasons.ts';

type Who = MemberCaller;

/** Reasons, whether one is asked for, and how often each was given. */
export function closingRoutes(now: () => Date): Route<Who>[] {
  return [
    route<Who, typeof endpoints.readClosing>(endpoints.readClosing, ({ tx }) => readClosing(tx)),
    route<Who, typeof endpoints.changeClosing>(endpoints.changeClosing, ({ tx, who, body }) =>
      changeClosing(tx, by(who), body.asks),
    ),
    route<Who, typeof endpoints.createReason>(endpoints.createReason, ({ tx, who, body }) =>
      createReason(tx, by(who), body),
    ),
    route<Who, typeof endpoints.changeReason>(endpoints.changeReason, ({ tx, who, params, body }) =>
      changeReason(tx, by(who), params.id, body),
    ),
    route<Who, typeof endpoints.countEndings>(endpoints.countEndings, async ({ tx, query }) => ({
      data: await countEndings(tx, now(), query.days),
    })),
  ];
}
