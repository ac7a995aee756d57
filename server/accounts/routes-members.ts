/** Endpoints about the workspace: members, invitations, keys, audit log. */
import { accountEndpoints as endpoints } from '../../contract/accounts.ts';
import { auditKinds } from '../../contract/entries.ts';
import { readAudit } from '../ledger/index.ts';
import { inWorkspace } from '../platform/db/index.ts';
import { openRoute, type Route, route } from '../platform/http/index.ts';
import { by, type MemberCaller } from './caller.ts';
import type { AccountDeps } from './deps.ts';
import { inviteMember, listInvitations, revokeInvitation } from './invitations.ts';
import { createKey, listKeys, revokeKey, updateKey } from './keys.ts';
import { changeRole, listMembers, removeMember } from './members.ts';
import { createResetLink } from './resets.ts';
import { readWorkspace, updateWorkspace } from './workspace.ts';

type Who = MemberCaller;

const all = <Item>(data: Item[]) => ({ data, next: null });

/** Those that answer a secret or a link are open routes: such an answer is not kept for repetitions. */
export function memberRoutes(deps: AccountDeps): Route<Who>[] {
  return [
    route<Who, typeof endpoints.listMembers>(endpoints.listMembers, async ({ tx }) =>
      all(await listMembers(tx)),
    ),
    route<Who, typeof endpoints.changeRole>(endpoints.changeRole, ({ tx, who, params, body }) =>
      changeRole(tx, who, params.id, body.role),
    ),
    route<Who, typeof endpoints.removeMember>(endpoints.removeMember, async ({ tx, who, params, body }) => {
      const input = { memberId: params.id, handOverTo: body.handOverTo };
      await removeMember(tx, who, input, deps.onMemberRemoved);
      return undefined;
    }),
    openRoute<Who, typeof endpoints.createResetLink>(endpoints.createResetLink, ({ db, who, params }) =>
      inWorkspace(db, who.workspaceId, (tx) => createResetLink(tx, deps, who, params.id)),
    ),
    route<Who, typeof endpoints.listInvitations>(endpoints.listInvitations, async ({ tx, who }) =>
      all(await listInvitations(tx, deps, who)),
    ),
    openRoute<Who, typeof endpoints.inviteMember>(endpoints.inviteMember, ({ db, who, body }) =>
      inWorkspace(db, who.workspaceId, (tx) => inviteMember(tx, deps, who, body)),
    ),
    route<Who, typeof endpoints.revokeInvitation>(endpoints.revokeInvitation, async ({ tx, who, params }) => {
      await revokeInvitation(tx, who, params.id);
      return undefined;
    }),
    route<Who, typeof endpoints.readWorkspace>(endpoints.readWorkspace, ({ tx }) => readWorkspace(tx)),
    route<Who, typeof endpoints.updateWorkspace>(endpoints.updateWorkspace, ({ tx, who, body }) =>
      updateWorkspace(tx, by(who), body),
    ),
    route<Who, typeof endpoints.listKeys>(endpoints.listKeys, async ({ tx }) => all(await listKeys(tx))),
    openRoute<Who, typeof endpoints.createKey>(endpoints.createKey, ({ db, who, body }) =>
      inWorkspace(db, who.workspaceId, (tx) =>
        createKey(tx, by(who), who.workspaceId, { ...body, memberId: who.memberId }),
      ),
    ),
    route<Who, typeof endpoints.updateKey>(endpoints.updateKey, ({ tx, who, params, body }) =>
      updateKey(tx, by(who), params.id, body),
    ),
    route<Who, typeof endpoints.revokeKey>(endpoints.revokeKey, async ({ tx, who, params }) => {
      await revokeKey(tx, by(who), params.id);
      return undefined;
    }),
    route<Who, typeof endpoints.readAuditLog>(endpoints.readAuditLog, async ({ tx, query }) => {
      const page = await readAudit(tx, { ...query, kinds: auditKinds });
      return { rawJson: `{"data":[${page.data.join(',')}],"next":${JSON.stringify(page.next)}}` };
    }),
  ];
}
