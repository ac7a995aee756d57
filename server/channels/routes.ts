/** The inboxes' endpoints. */

import { inboxEndpoints as endpoints } from '../../contract/inboxes.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import {
  createInbox,
  type InboxDeps,
  listInboxes,
  readIdentitySecret,
  rotateIdentitySecret,
  updateInbox,
} from './inbox.ts';

type Who = MemberCaller;

/** Every endpoint about inboxes. */
export function inboxRoutes(deps: InboxDeps): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listInboxes>(endpoints.listInboxes, async ({ tx }) => ({
      data: await listInboxes(tx),
      next: null,
    })),
    route<Who, typeof endpoints.createInbox>(endpoints.createInbox, ({ tx, who, body }) =>
      createInbox(tx, deps, by(who), body),
    ),
    route<Who, typeof endpoints.updateInbox>(endpoints.updateInbox, ({ tx, who, params, body }) =>
      updateInbox(tx, deps, by(who), params.id, body),
    ),
    route<Who, typeof endpoints.readIdentitySecret>(endpoints.readIdentitySecret, async ({ tx, params }) => ({
      identitySecret: await readIdentitySecret(tx, deps, params.id),
    })),
    route<Who, typeof endpoints.rotateIdentitySecret>(
      endpoints.rotateIdentitySecret,
      async ({ tx, who, params }) => ({
        identitySecret: await rotateIdentitySecret(tx, deps, by(who), params.id),
      }),
    ),
  ];
}
