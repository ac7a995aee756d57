/** The first run: whoever holds the token that the server printed becomes the first owner. */
import { sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import { newId } from '../ledger/index.ts';
import type { Auth } from '../platform/auth/index.ts';
import { randomToken, sha256 } from '../platform/crypto/index.ts';
import {
  type Db,
  inWorkspace,
  isSetupToken,
  outsideWorkspaces,
  putSetupToken,
  type Tx,
  takeSetupToken,
} from '../platform/db/index.ts';
import { type By, oneself } from './caller.ts';
import { createWorkspace } from './workspace.ts';

const setupTokenBytes = 32;

/** Makes the first inbox of a new workspace; channels are of a higher floor. */
export type CreateFirstInbox = (
  tx: Tx,
  who: By,
  workspace: { name: string; locale: Locale },
) => Promise<{ inboxId: string; identitySecret: string }>;

/** A new token for the first-run page, which makes those before worthless; undefined when somebody is here already. */
export async function issueSetupToken(db: Db): Promise<string | undefined> {
  return outsideWorkspaces(db, async (tx) => {
    if (await hasWorkspace(tx)) return undefined;
    const token = randomToken(setupTokenBytes);
    await putSetupToken(tx, sha256(token));
    return token;
  });
}

/** @throws Problem `not-found` after the set-up, `invalid-token` for another token. */
export async function checkSetup(db: Db, token: string): Promise<void> {
  await outsideWorkspaces(db, async (tx) => {
    if (await hasWorkspace(tx)) throw new Problem('not-found');
    if (!(await isSetupToken(tx, sha256(token)))) throw wrongToken();
  });
}

/** Makes the first workspace with its owner and an inbox. Of several at once, one succeeds. */
export async function setUp(
  db: Db,
  deps: { auth: Auth; createFirstInbox: CreateFirstInbox },
  input: {
    token: string;
    workspaceName: string;
    name: string;
    email: string;
    password: string;
    locale: Locale;
    timeZone: string;
  },
): Promise<{ workspaceId: string; memberId: string; inboxId: string }> {
  const workspaceId = newId();
  const memberId = newId();
  const who = oneself(memberId);
  return inWorkspace(db, workspaceId, async (tx) => {
    if (await hasWorkspace(tx)) throw new Problem('not-found');
    if (!(await takeSetupToken(tx, sha256(input.token)))) throw wrongToken();
    const workspace = { name: input.workspaceName, locale: input.locale, timeZone: input.timeZone };
    const userId = await deps.auth.createUser(tx, input);
    await createWorkspace(tx, who, workspace, { memberId, userId, name: input.name, email: input.email });
    const { inboxId } = await deps.createFirstInbox(tx, who, workspace);
    return { workspaceId, memberId, inboxId };
  });
}

async function hasWorkspace(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select has_workspace() as there`.execute(tx);
  return rows[0]?.there ?? false;
}

function wrongToken(): Problem {
  return new Problem('invalid-token', 'Open the link that the server printed when it started last.');
}
