/**
 * All mailboxes that are to be followed, each by one server at a time: who follows one says so every few seconds, and another
 * one takes over when that ends.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { mailBytesMax } from '../../../../contract/mail.ts';
import { inWorkspace, outsideWorkspaces, type Tx } from '../../../platform/db/index.ts';
import type { EmailDeps } from '../deps.ts';
import { listMailboxes, type Mailbox, passwordOf } from '../inboxes.ts';
import { keepRaw, rawPath } from '../store.ts';
import { databaseStore } from './database-store.ts';
import { type Follower, followMailbox } from './follow.ts';
import { noteFilled, wantedRange } from './health.ts';

const lookMilliseconds = 5_000;
const leaseSeconds = 30;

type Followed = { settings: string; follower: Follower };

/** Starts looking for mailboxes to follow. `recorded`: a mail is to be read. */
export function followMailboxes(deps: EmailDeps, recorded: () => void): { stop: () => Promise<void> } {
  const me = randomUUID();
  const followed = new Map<string, Followed>();
  const ending = new AbortController();
  const settle = async (workspaceId: string, box: Mailbox, password: string): Promise<void> => {
    const key = `${workspaceId} ${box.id}`;
    const settings = JSON.stringify([box.settings.receiving, password]);
    const known = followed.get(key);
    const isMine = await inWorkspace(deps.db, workspaceId, (tx) => lease(tx, box.id, me, deps.now()));
    if (known && (known.settings !== settings || !isMine)) {
      followed.delete(key);
      await known.follower.stop();
    }
    const { receiving } = box.settings;
    if (!isMine || receiving === null) return;
    const kept = followed.get(key) ?? begin(deps, workspaceId, box.id, { receiving, password, recorded });
    followed.set(key, { settings, follower: kept.follower });
    await fill(deps, workspaceId, box.id, kept.follower);
  };
  const look = async (): Promise<void> => {
    const seen = new Set<string>();
    for (const workspaceId of await outsideWorkspaces(deps.db, workspacesWithMailboxes)) {
      const boxes = await inWorkspace(deps.db, workspaceId, (tx) => boxesOf(tx, deps));
      for (const { box, password } of boxes) {
        seen.add(`${workspaceId} ${box.id}`);
        await settle(workspaceId, box, password).catch((error: unknown) =>
          deps.log.warn({ err: error, workspaceId, inboxId: box.id }, 'a mailbox could not be followed'),
        );
      }
    }
    for (const [key, { follower }] of followed) {
      if (seen.has(key)) continue;
      followed.delete(key);
      await follower.stop();
    }
  };
  const running = (async () => {
    while (!ending.signal.aborted) {
      await look().catch((error: unknown) => deps.log.debug({ err: error }, 'looking for mailboxes failed'));
      await sleep(lookMilliseconds, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await running;
      await Promise.all([...followed.values()].map(({ follower }) => follower.stop()));
    },
  };
}

function begin(
  deps: EmailDeps,
  workspaceId: string,
  inboxId: string,
  { receiving, password, recorded }: { receiving: Receiving; password: string; recorded: () => void },
): { follower: Follower } {
  const follower = followMailbox({
    settings: { ...receiving, password },
    store: databaseStore(deps, { workspaceId, inboxId }, recorded),
    receive: async (raw) => {
      const { sha256, bytes } = await keepRaw(deps.dataDir, workspaceId, raw);
      return { path: rawPath(deps.dataDir, workspaceId, sha256), hash: sha256, size: bytes };
    },
    connect: async (host, port) => {
      const { address, servername } = await deps.reach(host, port);
      return { host: address, ...(servername === '' ? {} : { servername, tls: { servername } }) };
    },
    log: deps.log,
    limits: { mailBytesMax },
  });
  return { follower };
}

type Receiving = NonNullable<Mailbox['settings']['receiving']>;

/** Looks through the range that somebody asked for, if there is one; what fails is tried again with the next look. */
async function fill(
  deps: EmailDeps,
  workspaceId: string,
  inboxId: string,
  follower: Follower,
): Promise<void> {
  const range = await inWorkspace(deps.db, workspaceId, (tx) => wantedRange(tx, inboxId));
  if (!range) return;
  const { recorded } = await follower.syncNow({ since: range.after });
  await inWorkspace(deps.db, workspaceId, (tx) => noteFilled(tx, inboxId, recorded));
}

async function boxesOf(tx: Tx, deps: EmailDeps): Promise<{ box: Mailbox; password: string }[]> {
  const found: { box: Mailbox; password: string }[] = [];
  for (const box of await listMailboxes(tx)) {
    const password = box.settings.receiving === null ? undefined : await passwordOf(tx, deps, box.id);
    if (password !== undefined) found.push({ box, password });
  }
  return found;
}

/** Whether this server follows a mailbox for the next seconds: nobody else does, or has said so for long. */
async function lease(tx: Tx, inboxId: string, me: string, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + leaseSeconds * 1_000).toISOString();
  const { numAffectedRows } = await sql`
    insert into mail_health as h (inbox_id, held_by, held_until) values (${inboxId}, ${me}, ${until})
    on conflict (workspace_id, inbox_id) do update set held_by = excluded.held_by, held_until = excluded.held_until
    where h.held_by is null or h.held_by = ${me} or h.held_until < ${now.toISOString()}::timestamptz`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}

async function workspacesWithMailboxes(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select workspaces_with_mailboxes() as id`.execute(tx);
  return rows.map(({ id }) => id);
}
