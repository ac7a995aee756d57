/** Inboxes: making, changing and finding them. Secrets are sealed with the installation's key. */
import { type RawBuilder, sql } from 'kysely';
import { Problem } from '../../contract/errors.ts';
import type { Inbox } from '../../contract/inboxes.ts';
import type { By } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import { randomToken, seal, unseal } from '../platform/crypto/index.ts';
import { clean, type Db, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import { requireTeam } from '../teams/index.ts';
import { channelOfKind, type Registry } from './registry.ts';

const secretBytes = 32;

/** What inbox commands need to know of the program: its channels, and the key that seals secrets. */
export type InboxDeps = { registry: Registry; sealingKey: Buffer };

/** An inbox, without what its channel can do. */
export type StoredInbox = Inbox extends infer One ? (One extends Inbox ? Omit<One, 'can'> : never) : never;

/** `password`: of the mailbox, where it is one. */
export type InboxSecrets = { identitySecret: string; password?: string };

const inboxJson = sql<StoredInbox>`json_build_object('id', i.id, 'name', i.name, 'channel', i.channel, 'settings', i.settings,
  'teamId', i.team_id,
  'createdAt', rfc3339(i.created_at))`;

/** All inboxes, oldest first. */
export async function listInboxes(tx: Tx): Promise<StoredInbox[]> {
  const { rows } = await sql<{ json: StoredInbox }>`
    select ${inboxJson} as json from inboxes i order by i.created_at, i.id`.execute(tx);
  return rows.map((row) => row.json);
}

/** One inbox. @throws Problem `not-found`. */
export async function readInbox(tx: Tx, inboxId: string): Promise<StoredInbox> {
  const { rows } = await sql<{ json: StoredInbox }>`
    select ${inboxJson} as json from inboxes i where i.id = ${inboxId}`.execute(tx);
  if (!rows[0]) throw new Problem('not-found', 'There is no such inbox.');
  return rows[0].json;
}

/**
 * Adds an inbox; settings that are not given begin with the channel's defaults. `id` and `occurredAt` are for a
 * workspace that is made with a past.
 */
export async function createInbox(
  tx: Tx,
  deps: InboxDeps,
  by: By,
  input: {
    name: string;
    channel: string;
    settings?: object | undefined;
    password?: string | undefined;
    id?: string | undefined;
    occurredAt?: string | undefined;
  },
): Promise<StoredInbox> {
  const channel = channelOfKind(deps.registry, input.channel);
  const settings = channel.settings.parse({ ...(channel.defaults as object), ...input.settings });
  const id = input.id ?? newId();
  const { entry } = await append(tx, {
    ...(input.occurredAt === undefined ? {} : { occurredAt: input.occurredAt }),
    kind: 'inbox.created',
    payload: { inboxId: id, name: input.name, channel: input.channel },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await sql`
    insert into inboxes (id, name, channel, settings, secrets, created_at)
    values (${id}, ${entry.payload.name}, ${input.channel}, ${JSON.stringify(clean(settings))}::jsonb,
      ${sealed(deps, { identitySecret: randomToken(secretBytes), ...(input.password === undefined ? {} : { password: input.password }) })}, ${entry.occurredAt})`.execute(
    tx,
  );
  return readInbox(tx, id);
}

/** Changes name, settings or team, and says which in the audit log. @throws Problem for a team that is none. */
export async function updateInbox(
  tx: Tx,
  deps: InboxDeps,
  by: By,
  inboxId: string,
  input: {
    name?: string | undefined;
    settings?: object | undefined;
    teamId?: string | null | undefined;
    password?: string | undefined;
  },
): Promise<StoredInbox> {
  const before = await readInbox(tx, inboxId);
  const channel = channelOfKind(deps.registry, before.channel);
  const settings = clean(channel.settings.parse({ ...before.settings, ...input.settings })) as object;
  if (
    input.password === undefined &&
    channel.keepsPassword?.(before.settings as never, settings as never) === false
  )
    await refuseOldPassword(tx, deps, inboxId);
  const name = clean(input.name ?? before.name);
  const { teamId = before.teamId } = input;
  if (teamId !== null && teamId !== before.teamId) await requireTeam(tx, teamId);
  const changes = changesBetween(
    { name: before.name, teamId: before.teamId, ...before.settings },
    { name, teamId, ...settings },
  );
  if (input.password !== undefined) {
    const secrets = await readInboxSecrets(tx, deps, inboxId);
    await sql`
      update inboxes set secrets = ${sealed(deps, { ...secrets, password: input.password })} where id = ${inboxId}`.execute(
      tx,
    );
    // That it was changed is told; what it is, nobody is.
    changes.password = null;
  }
  if (Object.keys(changes).length === 0) return before;
  await append(tx, {
    kind: 'inbox.updated',
    payload: { inboxId, changes },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  await sql`
    update inboxes set name = ${name}, team_id = ${teamId}, settings = ${JSON.stringify(settings)}::jsonb where id = ${inboxId}`.execute(
    tx,
  );
  return readInbox(tx, inboxId);
}

/** @throws Problem where there is a password, which was given for other servers. */
async function refuseOldPassword(tx: Tx, deps: InboxDeps, inboxId: string): Promise<void> {
  if ((await readInboxSecrets(tx, deps, inboxId)).password === undefined) return;
  const message = 'Give the password again: it was given for another server.';
  throw new Problem('invalid-input', message, { errors: [{ path: 'body.password', message }] });
}

/** A team that goes into the archive gets no new conversations. */
export async function dropTeam(tx: Tx, deps: InboxDeps, by: By, teamId: string): Promise<void> {
  for (const inbox of await listInboxes(tx)) {
    if (inbox.teamId === teamId) await updateInbox(tx, deps, by, inbox.id, { teamId: null });
  }
}

/** The team that new conversations of an inbox go to, as a value in a statement. */
export function teamOfInbox(inboxId: string): RawBuilder<string | null> {
  return sql`(select team_id from inboxes where id = ${inboxId})`;
}

function changesBetween(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const changed = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed);
}

/** The secret with which the site signs visitor tokens. */
export async function readIdentitySecret(tx: Tx, deps: InboxDeps, inboxId: string): Promise<string> {
  return (await readInboxSecrets(tx, deps, inboxId)).identitySecret;
}

/** All secrets of an inbox. They never leave the server. @throws Problem `not-found`. */
export async function readInboxSecrets(tx: Tx, deps: InboxDeps, inboxId: string): Promise<InboxSecrets> {
  const { rows } = await sql<{ secrets: string }>`select secrets from inboxes where id = ${inboxId}`.execute(
    tx,
  );
  if (!rows[0]) throw new Problem('not-found', 'There is no such inbox.');
  return JSON.parse(unseal(deps.sealingKey, rows[0].secrets)) as InboxSecrets;
}

/** Replaces the secret; tokens signed with the old one are worthless from the commit on. */
export async function rotateIdentitySecret(
  tx: Tx,
  deps: InboxDeps,
  by: By,
  inboxId: string,
): Promise<string> {
  const secrets = await readInboxSecrets(tx, deps, inboxId);
  const identitySecret = randomToken(secretBytes);
  await sql`update inboxes set secrets = ${sealed(deps, { ...secrets, identitySecret })} where id = ${inboxId}`.execute(
    tx,
  );
  await append(tx, {
    kind: 'inbox.secret_rotated',
    payload: { inboxId },
    actor: by.actor,
    direction: 'internal',
    source: { name: by.source },
  });
  return identitySecret;
}

/** New secrets of an inbox, sealed, for one whose own stayed elsewhere. */
export function newInboxSecrets(sealingKey: Buffer): string {
  return sealed({ sealingKey }, { identitySecret: randomToken(secretBytes) });
}

function sealed(deps: Pick<InboxDeps, 'sealingKey'>, secrets: InboxSecrets): string {
  return seal(deps.sealingKey, JSON.stringify(secrets));
}

/** The workspace of an inbox, for those who know nothing but its id; undefined when there is none. */
export async function workspaceOfInbox(db: Db, inboxId: string): Promise<string | undefined> {
  const { rows } = await outsideWorkspaces(db, (tx) =>
    sql<{ id: string | null }>`select workspace_of_inbox(${inboxId}) as id`.execute(tx),
  );
  return rows[0]?.id ?? undefined;
}
