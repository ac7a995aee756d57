/** Making and removing sample businesses, by commands that run beside the server. */
import { createHash } from 'node:crypto';
import { Problem } from '../../contract/errors.ts';
import type { Locale } from '../../contract/ids.ts';
import type { Sample } from '../../contract/samples.ts';
import { membershipsOf } from '../accounts/index.ts';
import { type Db, outsideWorkspaces } from '../platform/db/index.ts';

/** Some six thousand entries, made in as many seconds as one waits for. */
const customers = 400;

/** Runs a command of the program to its end. Rejects with what the command says when it is refused. */
export type RunCommand = (args: readonly string[]) => Promise<void>;

export type SampleDeps = {
  /** Undefined where nothing but requests is served. */
  run?: RunCommand | undefined;
  /** The workspace that the demo makes of a seed. */
  workspaceIdOf: (seed: number) => Promise<string>;
};

type Account = { userId: string; email: string; locale: Locale };

export type Samples = {
  read: (db: Db, userId: string) => Promise<Sample>;
  make: (db: Db, account: Account) => Promise<Sample>;
  remove: (db: Db, userId: string) => Promise<Sample>;
};

type Doing = { state: 'making' | 'removing' } | { failure: string };

/** The sample businesses of an installation. */
export function createSamples({ run = refuse, workspaceIdOf }: SampleDeps): Samples {
  const doings = new Map<string, Doing>();

  const read = async (db: Db, userId: string): Promise<Sample> => {
    const doing = doings.get(userId);
    if (doing && 'state' in doing) return { state: doing.state, workspaceId: null, failure: null };
    const workspaceId = await workspaceIdOf(seedOf(userId));
    const memberships = await outsideWorkspaces(db, (tx) => membershipsOf(tx, userId));
    const isReady = memberships.some((one) => one.workspaceId === workspaceId);
    return {
      state: isReady ? 'ready' : 'none',
      workspaceId: isReady ? workspaceId : null,
      failure: doing?.failure ?? null,
    };
  };

  const begin = (userId: string, state: 'making' | 'removing', args: readonly string[]): void => {
    // One at a time on an installation: each takes a core for some seconds.
    if ([...doings.values()].some((doing) => 'state' in doing))
      throw new Problem(
        'conflict',
        'Another sample business is being made or removed. Try again in a minute.',
      );
    doings.set(userId, { state });
    run(args).then(
      () => doings.delete(userId),
      (error: unknown) =>
        doings.set(userId, { failure: error instanceof Error ? error.message : String(error) }),
    );
  };

  return {
    read,
    make: async (db, { userId, email, locale }) => {
      const { state } = await read(db, userId);
      const size = ['--seed', `${seedOf(userId)}`, '--customers', `${customers}`];
      const owner = ['--email', email, '--locale', locale];
      if (state === 'none') begin(userId, 'making', ['demo', ...size, ...owner]);
      return read(db, userId);
    },
    remove: async (db, userId) => {
      const { state, workspaceId } = await read(db, userId);
      if (state === 'ready' && workspaceId !== null)
        begin(userId, 'removing', ['remove-workspace', '--workspace', workspaceId, '--yes']);
      return read(db, userId);
    },
  };
}

async function refuse(): Promise<void> {
  throw new Error('This server runs no commands.');
}

/** Of an account always the same, and of hardly anybody else: one of 2^31, and who shares it is told that it is taken. */
function seedOf(userId: string): number {
  const drawn = createHash('sha256').update(`sample of ${userId}`).digest().readUInt32BE();
  return Math.max(1, drawn >>> 1);
}
