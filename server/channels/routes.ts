/** The inboxes' endpoints. */

import { inboxEndpoints as endpoints, type Inbox } from '../../contract/inboxes.ts';
import { by, type MemberCaller } from '../accounts/index.ts';
import { type Route, route } from '../platform/http/index.ts';
import {
  createInbox,
  type InboxDeps,
  listInboxes,
  readIdentitySecret,
  rotateIdentitySecret,
  type StoredInbox,
  updateInbox,
} from './inbox.ts';
import { canIn as canOf } from './registry.ts';

type Who = MemberCaller;

/** Every endpoint about inboxes. */
export function inboxRoutes(deps: InboxDeps): Route<Who>[] {
  const canIn = canOf(deps.registry);
  const able = (inbox: StoredInbox): Inbox => ({ ...inbox, can: canIn(inbox.channel) });
  return [
    route<Who, typeof endpoints.listInboxes>(endpoints.listInboxes, async ({ tx }) => ({
      data: (await listInboxes(tx)).map(able),
      next: null,
    })),
    route<Who, typeof endpoints.createInbox>(endpoints.createInbox, async ({ tx, who, body }) =>
      able(await createInbox(tx, deps, by(who), body)),
    ),
    route<Who, typeof endpoints.updateInbox>(endpoints.updateInbox, async ({ tx, who, params, body }) =>
      able(await updateInbox(tx, deps, by(who), params.id, body)),
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
