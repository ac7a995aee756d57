/** The workspace of the demo, its team and its inboxes, with the entries that tell how they came to be. */

import type { Entry, EntryKind, Payload } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { type By, type ReadyMember, readWorkspace, writeWorkspace } from '../accounts/index.ts';
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

export type FrameDeps = { db: Db; auth: Auth; createInbox: CreateInbox };
/** How the owner signs in; `password` is null when an account of this address was there already. */
export type Login = { email: string; password: string | null };

/** Makes the frame. @throws Problem `already-exists`, `wrong-credentials`. */
export async function writeFrame(
  deps: FrameDeps,
  world: World,
  wanted: { email: string | undefined; password: string | undefined },
): Promise<Login> {
  const { db } = deps;
  await refuseSecond(db, world);
  const email = (wanted.email ?? world.owner.email).trim().toLowerCase();
  const password = wanted.password ?? randomToken(passwordBytes);
  const userIds = new Map<string, string>();
  let known = false;
  for (const member of world.members) {
    if (member.removedAt !== null) continue;
    const owns = member.id === world.owner.id;
    const account = owns
      ? { email, password }
      : { email: member.email, password: randomToken(passwordBytes) };
    const user = await userOf(deps, { ...account, name: member.name });
    userIds.set(member.id, user.id);
    if (!owns || !user.known) continue;
    known = true;
    if (wanted.password !== undefined) await checkPassword(deps, user.id, email, password);
  }
  await inWorkspace(db, world.workspaceId, async (tx) => {
    const createdAt = timeText(world.openedAt);
    const members = world.members.map((member) =>
      readyMember(world, member, userIds.get(member.id) ?? null, email),
    );
    await writeWorkspace(tx, { name: businessName, locale: 'en', createdAt }, members);
    await appendMany(tx, frameEntries(world, email));
    const offices = officeEntries(world);
    await appendMany(tx, offices);
    await applyToCompanies(tx, offices);
    await createInboxes(tx, deps.createInbox, world);
  });
  return { email, password: known ? null : password };
}

async function refuseSecond(db: Db, { workspaceId, seed }: World): Promise<void> {
  const there = await inWorkspace(db, workspaceId, readWorkspace).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return undefined;
    throw error;
  });
  if (!there) return;
  const detail = `The demo of seed ${seed} is here already: workspace "${there.name}". Give another seed, as --seed ${seed + 1}, to make one beside it.`;
  throw new Problem('already-exists', detail);
}

async function userOf(
  { db, auth }: FrameDeps,
  account: { email: string; name: string; password: string },
): Promise<{ id: string; known: boolean }> {
  return outsideWorkspaces(db, async (tx) => {
    const id = await userByEmail(tx, account.email);
    return id === undefined ? { id: await auth.createUser(tx, account), known: false } : { id, known: true };
  });
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

function readyMember(world: World, member: Member, userId: string | null, ownerEmail: string): ReadyMember {
  const { id, name, role, joinedAt, removedAt } = member;
  // Whoever looks at the demo is the owner.
  const locale = id === world.owner.id ? 'en' : member.locale;
  return {
    id,
    userId,
    name,
    email: id === world.owner.id ? ownerEmail : member.email,
    role,
    locale,
    joinedAt: timeText(joinedAt),
    removedAt: removedAt === null ? null : timeText(removedAt),
  };
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
