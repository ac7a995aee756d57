/** The endpoints that change what the team wrote. */
import { messageChangeEndpoints as endpoints } from '../../contract/message-changes.ts';
import type { MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import { type CanChange, deleteMessage, editMessage, restoreMessage, versionsOf } from './change-message.ts';

type Who = MemberCaller;

/** `canIn`: what a channel allows. */
export function messageChangeRoutes(deps: { canIn: CanChange; now: () => Date }): Route<Who>[] {
  const how = () => ({ canIn: deps.canIn, now: deps.now() });
  return [
    route<Who, typeof endpoints.editMessage>(endpoints.editMessage, ({ tx, who, params, body }) =>
      editMessage(tx, who, how(), params.id, body),
    ),
    route<Who, typeof endpoints.deleteMessage>(endpoints.deleteMessage, ({ tx, who, params }) =>
      deleteMessage(tx, who, how(), params.id),
    ),
    route<Who, typeof endpoints.restoreMessage>(endpoints.restoreMessage, ({ tx, who, params }) =>
      restoreMessage(tx, who, how(), params.id),
    ),
    route<Who, typeof endpoints.listMessageVersions>(
      endpoints.listMessageVersions,
      async ({ tx, params }) => ({ data: await versionsOf(tx, params.id) }),
    ),
  ];
}
