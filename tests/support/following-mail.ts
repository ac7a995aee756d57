/** Following the mailbox of a test's mail server, with files in a folder and a store in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createMemoryStore,
  type FollowDeps,
  type Follower,
  followMailbox,
  type MemoryStore,
} from '../../server/channels/email/imap/testing.ts';
import type { Dovecot } from './dovecot.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export type Desk = {
  store: MemoryStore;
  folder: string;
  /** What every following here begins with. */
  deps: FollowDeps;
  follow(changes?: Partial<FollowDeps>): Follower;
  /** The subjects of what was recorded, in order. */
  subjects(): string[];
  end(): Promise<void>;
};

/** A place to follow from; whatever it started ends with it. */
export async function openDesk(
  server: Pick<Dovecot, 'port' | 'user' | 'password'>,
  store: MemoryStore = createMemoryStore(),
): Promise<Desk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'following-'));
  await mkdir(path.join(folder, 'in'));
  const followers: Follower[] = [];
  const subjectOf = new Map<string, string>();
  const deps: FollowDeps = {
    settings: {
      host: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: server.user,
      password: server.password,
      folder: 'INBOX',
      startAt: 'all',
    },
    store,
    receive: async (raw) => {
      const received = await receiveInto(folder, raw);
      subjectOf.set(received.hash, received.subject);
      return { path: received.path, hash: received.hash, size: received.size };
    },
    log: silent,
    pollMilliseconds: 60_000,
    backoff: { firstMilliseconds: 50, maxMilliseconds: 400 },
    limits: { rematchPauseMilliseconds: 0 },
  };
  return {
    store,
    folder,
    deps,
    follow: (changes = {}) => {
      const follower = followMailbox({ ...deps, ...changes });
      followers.push(follower);
      return follower;
    },
    subjects: () => store.mails.map(({ raw }) => subjectOf.get(raw.hash) ?? 'unknown'),
    end: async () => {
      for (const follower of followers) await follower.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function receiveInto(folder: string, raw: AsyncIterable<Buffer>) {
  const part = path.join(folder, 'in', randomUUID());
  const hash = createHash('sha256');
  let [size, start] = [0, ''];
  async function* counted() {
    for await (const piece of raw) {
      hash.update(piece);
      size += piece.length;
      if (start.length < 2_000) start += piece.toString('latin1', 0, 2_000);
      yield piece;
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(part));
  const digest = hash.digest('hex');
  await rename(part, path.join(folder, digest));
  return { path: digest, hash: digest, size, subject: /^Subject: (.*)\r?$/m.exec(start)?.[1] ?? '' };
}

/** A mail that says its name. */
export function mailNamed(name: string, body = 'Hello.'): string {
  return [
    'From: Ana <ana@example.test>',
    'To: team@example.test',
    `Subject: ${name}`,
    `Message-ID: <${randomUUID()}@example.test>`,
    'Date: Mon, 23 Nov 2026 10:00:00 +0000',
    '',
    body,
    '',
  ].join('\r\n');
}
