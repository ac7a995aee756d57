/** The workspace of the demo, its team and its inboxes, with the entries that tell how they came to be. */

import type { Entry, EntryKind, Payload } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import {
  type By,
  isUnopened,
  letIn,
  type ReadyMember,
  readWorkspace,
  writeWorkspace,
} from '../accounts/index.ts';
import { applyToCompanies } from '../companies/index.ts';
import { appendMany } from '../ledger/index.ts';
import { type Auth, userByEmail } from '../platform/auth/index.ts';
import { randomToken } from '../platform/crypto/index.ts';
import { type Db, inWorkspace, outsideWorkspaces, type Tx } from '../platform/db/index.ts';
import { businessName, type Member, type World } from './business.ts';
import { day, hour, minute, timeText } from './calendar.ts';
import { entryOf } from './draft.ts';
import { type Random, randomFrom } from './random.ts';

const passwordBytes = 12;

/** Makes a web chat; channels are of the same floor, so the program lends its own way. */
export type CreateInbox = (
  tx: Tx,
  who: By,
  inbox: { id: string; name: string; occurredAt: string },
) => Promise<unknown>;

export type FrameDeps = {
  db: Db;
  auth: Auth;
  createInbox: CreateInbox;
  /** Takes away what an earlier run left that was cut off. */
  remove: (workspaceId: string) => Promise<void>;
};
/** Who is to look at it. */
export type Wanted = { email: string; password: string | undefined; locale: Locale };
/** How the owner signs in; `password` is null when an account of this address was there already. */
export type Login = { email: string; password: string | null };

/** Makes the frame. Its owner can't enter yet. @throws Problem `already-exists`, `wrong-credentials`. */
export async function writeFrame(deps: FrameDeps, world: World, wanted: Wanted): Promise<void> {
  const { db } = deps;
  const { email, password, locale } = wanted;
  const known = await outsideWorkspaces(db, (tx) => userByEmail(tx, email));
  if (known !== undefined && password !== undefined) await checkPassword(deps, known, email, password);
  await refuseSecond(deps, world);
  const userIds = new Map<string, string>();
  for (const member of world.members) {
    if (member.removedAt !== null || member === world.owner) continue;
    const account = { email: member.email, name: member.name, password: randomToken(passwordBytes) };
    userIds.set(member.id, await outsideWorkspaces(db, (tx) => userOf(deps, tx, account)));
  }
  await inWorkspace(db, world.workspaceId, async (tx) => {
    const createdAt = timeText(world.openedAt);
    const members = world.members.map((member) =>
      member === world.owner
        ? notYet(readyMember(member, null, { email, locale }))
        : readyMember(member, userIds.get(member.id) ?? null, member),
    );
    await writeWorkspace(tx, { name: businessName, locale, createdAt }, members);
    await appendMany(tx, frameEntries(world, email));
    const offices = officeEntries(world);
    await appendMany(tx, offices);
    await applyToCompanies(tx, offices);
    await createInboxes(tx, deps.createInbox, world);
  });
}

/** Lets the owner in: what is there is whole. */
export async function open(deps: FrameDeps, world: World, wanted: Wanted): Promise<Login> {
  const { email } = wanted;
  const password = wanted.password ?? randomToken(passwordBytes);
  return inWorkspace(deps.db, world.workspaceId, async (tx) => {
    const known = await userByEmail(tx, email);
    const userId = known ?? (await deps.auth.createUser(tx, { email, name: world.owner.name, password }));
    await letIn(tx, world.owner.id, userId);
    return { email, password: known === undefined ? password : null };
  });
}

async function refuseSecond(deps: FrameDeps, { workspaceId, seed, owner }: World): Promise<void> {
  const there = await inWorkspace(deps.db, workspaceId, async (tx) => ({
    ...(await readWorkspace(tx)),
    isUnfinished: await isUnopened(tx, owner.id),
  })).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  });
  if (!there) return;
  if (there.isUnfinished) return deps.remove(workspaceId);
  const detail = `The demo of seed ${seed} is here already: workspace "${there.name}". Give another seed, as --seed ${seed + 1}, to make one beside it.`;
  throw new Problem('already-exists', detail);
}

async function userOf(
  { auth }: FrameDeps,
  tx: Tx,
  account: { email: string; name: string; password: string },
): Promise<string> {
  return (await userByEmail(tx, account.email)) ?? auth.createUser(tx, account);
}

async function checkPassword(
  { db, auth }: FrameDeps,
  userId: string,
  email: string,
  password: string,
): Promise<void> {
  if (await outsideWorkspaces(db, (tx) => auth.checkPassword(tx, userId, password))) return;
  throw new Problem(
    'wrong-credentials',
    `${email} has an account already. Give its password, or another address.`,
  );
}

function readyMember(
  member: Member,
  userId: string | null,
  { email, locale }: Pick<Member, 'email' | 'locale'>,
): ReadyMember {
  const { id, name, role, joinedAt, removedAt } = member;
  return {
    ...{ id, userId, name, email, role, locale },
    joinedAt: timeText(joinedAt),
    removedAt: removedAt === null ? null : timeText(removedAt),
  };
}

/** Nobody enters before all is there: see `letIn`. */
function notYet(member: ReadyMember): ReadyMember {
  return { ...member, removedAt: member.joinedAt };
}

/** Seven hours before joining, an invitation went out. */
const invitedBefore = 7 * hour;

function frameEntries(world: World, ownerEmail: string): Entry[] {
  const random = randomFrom(world.seed, 0xf4a3e);
  const { owner } = world;
  const entries: Entry[] = [];
  const tell = <K extends EntryKind>(at: number, by: Member, kind: K, payload: Payload<K>): void => {
    entries.push(told(world, random, at, by, kind, payload));
  };
  tell(world.openedAt, owner, 'workspace.created', { name: businessName });
  for (const member of world.members) {
    const { id: memberId, name, role, joinedAt, removedAt, successorId } = member;
    const email = member === owner ? ownerEmail : member.email;
    // Who was there from the first day was invited on it.
    const invitedAt = Math.max(joinedAt - invitedBefore, world.openedAt + minute);
    const joins = Math.max(joinedAt, world.openedAt + (member === owner ? 0 : 2 * minute));
    if (member !== owner) {
      const invitationId = random.id(invitedAt / 1_000);
      tell(invitedAt, owner, 'member.invited', { invitationId, email, role });
    }
    tell(joins, member, 'member.joined', { memberId, name, email, role });
    if (removedAt !== null)
      tell(removedAt, owner, 'member.removed', { memberId, name, handedOverTo: successorId });
  }
  return entries.sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0));
}

/** A day after the opening the owner wrote down who orders for the office. */
function officeEntries(world: World): Entry<'company.created'>[] {
  const random = randomFrom(world.seed, 0x0ff1ce);
  const at = world.openedAt + day;
  return world.offices.map(({ id, name, domain }) => {
    const payload = { companyId: id, externalId: null, domains: [domain], traits: { name }, verified: true };
    return told(world, random, at, world.owner, 'company.created', payload) as Entry<'company.created'>;
  });
}

function told<K extends EntryKind>(
  world: World,
  random: Random,
  at: number,
  by: Member,
  kind: K,
  payload: Payload<K>,
): Entry {
  return entryOf(world, random, at / 1_000, {
    kind,
    payload,
    actor: { kind: 'member', id: by.id },
    direction: 'internal',
    source: { name: 'console', externalId: null },
    at,
  });
}

async function createInboxes(tx: Tx, createInbox: CreateInbox, world: World): Promise<void> {
  const who: By = { actor: { kind: 'member', id: world.owner.id }, source: 'console' };
  const occurredAt = timeText(world.openedAt + hour);
  await createInbox(tx, who, { id: world.inboxIds.shop, name: 'Web shop', occurredAt });
  await createInbox(tx, who, { id: world.inboxIds.stores, name: 'Cafés', occurredAt });
}
