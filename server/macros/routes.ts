/** The endpoints of macros. */
import { macroEndpoints as endpoints } from '../../contract/macros.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { changeMacro, createMacro, listMacros, removeMacro, useMacro } from './macro.ts';

type Who = MemberCaller;

/** Every endpoint of macros. */
export const macroRoutes: Route<Who>[] = [
  route<Who, typeof endpoints.listMacros>(endpoints.listMacros, async ({ tx, who }) => ({
    data: await listMacros(tx, who.memberId),
  })),
  route<Who, typeof endpoints.createMacro>(endpoints.createMacro, ({ tx, who, body }) =>
    createMacro(tx, who, body),
  ),
  route<Who, typeof endpoints.changeMacro>(endpoints.changeMacro, ({ tx, who, params, body }) =>
    changeMacro(tx, who, params.id, body),
  ),
  route<Who, typeof endpoints.removeMacro>(endpoints.removeMacro, ({ tx, who, params }) =>
    removeMacro(tx, who, params.id),
  ),
  route<Who, typeof endpoints.useMacro>(endpoints.useMacro, ({ tx, who, params, body }) =>
    useMacro(tx, who, params.id, body.conversationId),
  ),
];
