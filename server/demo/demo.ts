/** The demo: a workspace of a fictional business with a year of what happened between it and its customers. */
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import { analyze, makePastPartitions } from '../platform/db/index.ts';
import { businessName, worldOf } from './business.ts';
import { day } from './calendar.ts';
import { type FrameDeps, type Login, open, writeFrame } from './frame.ts';
import { type Written, writeCustomersOf } from './write.ts';

const customersDefault = 2_000;
/** Some twelve million entries. */
const customersMax = 1_000_000;
const seedMax = 2 ** 31 - 1;
const daysPerMonthMin = 28;
const progressMilliseconds = 2_000;

export type DemoDeps = FrameDeps & {
  /** With the rights to make the partitions of the past year. */
  adminUrl: string;
  /** Sets up what the team works with, when everything else is there; absent: nothing. */
  furnish?: (owner: { workspaceId: string; memberId: string; locale: Locale }) => Promise<void>;
  /** Hears in words how far it is. */
  progress: (text: string) => void;
};

export type DemoOptions = {
  customers?: number | undefined;
  /** The same seed and the same end make the same data. */
  seed?: number | undefined;
  /** When the year ends; absent: with the last midnight (UTC). */
  end?: Date | undefined;
  /** The owner's; absent: an address that reaches nobody, and a password made up for it. */
  email?: string | undefined;
  password?: string | undefined;
  /** What the owner reads; absent: English. */
  locale?: Locale | undefined;
};

export type DemoResult = Login & Written & { workspaceId: string; workspaceName: string; seconds: number };

/** The id of the workspace of a seed. */
export function demoWorkspaceId(seed: number): string {
  return worldOf(seed, 0).workspaceId;
}

/** Makes the demo. Until all of it is there nobody can enter it; cut off, the next run begins anew. @throws Problem `invalid-input`; `already-exists` for a seed that is there. */
export async function runDemo(deps: DemoDeps, options: DemoOptions): Promise<DemoResult> {
  const began = performance.now();
  const count = wholeNumber('--customers', options.customers ?? customersDefault, customersMax);
  const seed = wholeNumber('--seed', options.seed ?? 1, seedMax);
  const end = options.end ?? lastMidnight();
  if (end.getTime() > Date.now()) throw new Problem('invalid-input', '--end takes a day that has passed.');
  const world = worldOf(seed, end.getTime() * 1_000);
  const { password, locale = 'en' } = options;
  const wanted = { email: (options.email ?? world.owner.email).trim().toLowerCase(), password, locale };
  await writeFrame(deps, world, wanted);
  await makePastPartitions(
    deps.adminUrl,
    Math.ceil((Date.now() * 1_000 - world.start) / (daysPerMonthMin * day)),
  );
  let toldAt = began;
  const written = await writeCustomersOf(deps.db, world, count, ({ customers, entries }) => {
    if (performance.now() - toldAt < progressMilliseconds) return;
    toldAt = performance.now();
    const share = Math.min(99, Math.floor((customers / count) * 100));
    deps.progress(`${share} %: ${customers} customers, ${entries} entries`);
  });
  await analyze(deps.adminUrl);
  const login = await open(deps, world, wanted);
  await deps.furnish?.({ workspaceId: world.workspaceId, memberId: world.owner.id, locale });
  const seconds = (performance.now() - began) / 1_000;
  return { workspaceId: world.workspaceId, workspaceName: businessName, ...login, ...written, seconds };
}

function wholeNumber(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new Problem('invalid-input', `${name} takes a whole number from 1 to ${max}.`);
}

function lastMidnight(): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}
