/** Other PostgreSQLs than the tests' own: Debian's 15 where it is installed, and databases without a superuser. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runSql } from '../../server/platform/db/testing.ts';
import { freePort } from './free-port.ts';

const binaries15 = '/usr/lib/postgresql/15/bin';
const nobody = 65_534;
const startAttemptsMax = 100;

export const has15 = existsSync(join(binaries15, 'postgres'));

export type OtherCluster = {
  /** The superuser's, by the socket, which asks for no password. */
  url: string;
  /** Where everybody has to give a password. */
  tcpPort: number;
  stop: () => Promise<void>;
};

/** Debian's 15, in a folder of its own. Its superuser gets in by the socket. */
export async function start15(): Promise<OtherCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'pg15-'));
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: nobody, gid: nobody } : {};
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (isRoot) for (const path of [folder, data]) chownSync(path, nobody, nobody);
  const env = { LC_ALL: 'C' };
  execFileSync(
    join(binaries15, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'admin',
      '--auth-local=trust',
      '--auth-host=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
    ],
    { ...as, cwd: '/', env, stdio: 'ignore' },
  );
  const tcpPort = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${tcpPort}`,
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ];
  const postgres = spawn(
    join(binaries15, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, cwd: '/', env, stdio: 'ignore' },
  );
  const url = `postgres://admin@${encodeURIComponent(folder)}:${tcpPort}/postgres`;
  await untilReady(url);
  return {
    url,
    tcpPort,
    stop: async () => {
      const ended = once(postgres, 'exit');
      postgres.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runSql(url, async (client) => void (await client.query('select 1')));
    } catch (error) {
      if (attempt === startAttemptsMax) throw error;
      await sleep(50);
    }
  }
}

/** A database of a role that is no superuser, as a hosted PostgreSQL gives it. Answers that role's URL. */
export async function makeHostedDatabase(superuserUrl: string, name: string): Promise<string> {
  await runSql(superuserUrl, async (client) => {
    await client.query(`
      do $$ begin create role hosted login createrole password 'known'; exception when duplicate_object then null; end $$`);
    await client.query(`create database ${name} owner hosted`);
  });
  const url = new URL(superuserUrl);
  url.username = 'hosted';
  url.password = 'known';
  url.pathname = `/${name}`;
  return url.toString();
}
