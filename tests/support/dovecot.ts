/** A real mail server: Dovecot of Debian with a configuration, folders and ports of its own, as nobody in particular. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readFileSync, rmSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { freePort } from './free-port.ts';

const program = '/usr/sbin/dovecot';
const isRoot = process.getuid?.() === 0;
const person = { user: 'team@example.test', password: 'correct-horse' };

/** Why the tests that need Dovecot can't run here; undefined where they can. */
export const dovecotMissing: string | undefined = missing();

function missing(): string | undefined {
  if (!existsSync(program)) return 'Dovecot is not installed';
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' });
  return version.startsWith('2.3.') ? undefined : `Dovecot ${version.trim()} takes another configuration`;
}

export type Dovecot = {
  port: number;
  /** Where TLS is spoken from the first byte on. */
  tlsPort: number;
  /** The certificate of `mail.example.test`, which signed itself; undefined where none could be made. */
  certificate: string | undefined;
  user: string;
  password: string;
  start(): Promise<void>;
  /** Ends it as an operator does. */
  stop(): Promise<void>;
  /** Ends it and all that it started at once. */
  kill(): Promise<void>;
  /** Puts a mail into the mailbox, as a delivery program does. Times of a file are the server's times of arrival. */
  deliver(raw: string | Buffer, at?: Date): Promise<void>;
  /** Puts a file into the mailbox: a mail that is too long to hold. */
  place(file: string): Promise<void>;
  /** Takes away the lists of UIDs: the server gives all out anew. */
  changeUidValidity(): Promise<void>;
  /** Keeps a copy of the mailbox, ended and started again for it; the function that it answers sets the stopped server back to it. */
  copy(): Promise<() => Promise<void>>;
  /** Another mail program on the same mailbox. */
  open(): Promise<ImapFlow>;
  /** How often somebody signed in, or failed to. */
  logins(): Promise<{ accepted: number; refused: number }>;
  /** Ends it at once and takes its folder away. */
  end(): Promise<void>;
};

/**
 * Starts a server with one mailbox, that takes each user who knows the password. `capability`: all that it says it can do, of
 * a server that can do less.
 */
export async function startDovecot({ capability }: { capability?: string } = {}): Promise<Dovecot> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dovecot-'));
  const inbox = path.join(folder, 'mail');
  for (const name of ['run', 'state', 'mail', 'mail/new', 'mail/cur', 'mail/tmp']) {
    await mkdir(path.join(folder, name), { mode: 0o755 });
  }
  const owner = await ownerOf(folder);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const certificate = makeCertificate(folder);
  await writeFile(
    path.join(folder, 'dovecot.conf'),
    configuration({ folder, owner, port, tlsPort, certificate, capability }),
  );
  await give(folder, owner);
  const { start, finish } = programIn(folder, owner, port);
  await start();
  return {
    port,
    tlsPort,
    certificate: certificate ? readFileSync(certificate.certificate, 'utf8') : undefined,
    ...person,
    start,
    stop: () => finish(false),
    kill: () => finish(true),
    deliver: (raw, at) => deliver(inbox, owner, raw, at),
    place: (file) => place(inbox, owner, file),
    changeUidValidity: async () => {
      for (const name of await readdir(inbox)) {
        if (/^dovecot(-uidlist|\.index|\.list)/.test(name))
          await rm(path.join(inbox, name), { recursive: true, force: true });
      }
    },
    copy: async () => {
      await finish(true);
      execFileSync('cp', ['-a', inbox, `${inbox}-copy`]);
      await start();
      return async () => {
        await rm(inbox, { recursive: true });
        await rename(`${inbox}-copy`, inbox);
      };
    },
    open: () => openMailbox(port),
    logins: () => countLogins(folder),
    end: async () => {
      await finish(true);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starting the program, and ending it. */
function programIn(folder: string, owner: Owner, port: number) {
  let running: ChildProcess | undefined;

  const start = async () => {
    // Sockets of one that was killed would be taken for one that runs.
    await rm(path.join(folder, 'run'), { recursive: true, force: true });
    await mkdir(path.join(folder, 'run'), { mode: 0o755 });
    if (isRoot) await chown(path.join(folder, 'run'), owner.uid, owner.gid);
    running = spawn(program, ['-F', '-c', path.join(folder, 'dovecot.conf')], {
      stdio: 'ignore',
      detached: true,
      ...(isRoot ? { uid: owner.uid, gid: owner.gid } : {}),
    });
    await listening(port, running, folder);
  };
  const finish = async (isSudden: boolean) => {
    const ending = running;
    running = undefined;
    if (!ending?.pid || ending.exitCode !== null) return;
    const ended = once(ending, 'exit');
    if (isSudden) killGroup(ending.pid);
    else ending.kill('SIGTERM');
    await ended;
    // Processes that still serve somebody outlive the one that was told to end.
    killGroup(ending.pid);
    await quiet(port);
  };
  return { start, finish };
}

async function openMailbox(port: number): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: person.user, pass: person.password },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  await client.mailboxOpen('INBOX');
  return client;
}

async function countLogins(folder: string): Promise<{ accepted: number; refused: number }> {
  const log = await readFile(path.join(folder, 'log'), 'utf8');
  return {
    accepted: log.match(/imap-login: Info: Login:/g)?.length ?? 0,
    refused: log.match(/imap-login: Info: .*auth failed/g)?.length ?? 0,
  };
}

type Owner = { uid: number; gid: number; user: string; group: string };

/** Whoever runs the tests, or nobody where that is root: Dovecot takes no mail of root. */
async function ownerOf(folder: string): Promise<Owner> {
  const [uid, gid] = isRoot
    ? [idOf('-u', 'nobody'), idOf('-g', 'nobody')]
    : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  await chmod(folder, 0o755);
  const name = (kind: string) => execFileSync('id', [kind, '-n', String(uid)], { encoding: 'utf8' }).trim();
  return { uid, gid, user: name('-u'), group: name('-g') };
}

const idOf = (kind: string, user: string) => Number(execFileSync('id', [kind, user], { encoding: 'utf8' }));

async function give(folder: string, { uid, gid }: Owner): Promise<void> {
  if (!isRoot) return;
  chownSync(folder, uid, gid);
  for (const name of await readdir(folder, { recursive: true })) chownSync(path.join(folder, name), uid, gid);
}

type Certificate = { certificate: string; key: string };

function makeCertificate(folder: string): Certificate | undefined {
  const [certificate, key] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')];
  const asked = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=mail.example.test
    -addext subjectAltName=DNS:mail.example.test -keyout ${key} -out ${certificate}`;
  try {
    execFileSync('openssl', asked.split(/\s+/), { stdio: 'ignore' });
    return { certificate, key };
  } catch {
    return undefined;
  }
}

function configuration(of: {
  folder: string;
  owner: Owner;
  port: number;
  tlsPort: number;
  certificate: Certificate | undefined;
  capability: string | undefined;
}): string {
  const { folder, owner, port, tlsPort, certificate, capability } = of;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_login_user = ${owner.user}
default_internal_user = ${owner.user}
default_internal_group = ${owner.group}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
first_valid_uid = 1
mail_location = maildir:${folder}/mail
ssl = ${certificate ? 'yes' : 'no'}
${certificate ? `ssl_cert = <${certificate.certificate}\nssl_key = <${certificate.key}\nssl_dh =` : ''}
${capability ? `imap_capability = ${capability}` : ''}
passdb {
  driver = static
  args = password=${person.password}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${certificate ? tlsPort : 0}
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const startMilliseconds = 15_000;

async function listening(port: number, started: ChildProcess, folder: string): Promise<void> {
  for (const until = Date.now() + startMilliseconds; Date.now() < until; await pause(30)) {
    if (started.exitCode !== null) break;
    if (await answers(port)) return;
  }
  const log = await readFile(path.join(folder, 'log'), 'utf8').catch(() => 'no log');
  throw new Error(`Dovecot did not start: ${log.slice(-2_000)}`);
}

/** Until nobody listens there any more. */
async function quiet(port: number): Promise<void> {
  for (const until = Date.now() + startMilliseconds; Date.now() < until; await pause(30)) {
    if (!(await answers(port))) return;
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data', { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** In the names of files: mail of one moment gets its UIDs in the order of delivery. */
let delivered = 0;

async function deliver(inbox: string, owner: Owner, raw: string | Buffer, at = new Date()): Promise<void> {
  delivered += 1;
  const file = path.join(inbox, 'tmp', String(delivered));
  await writeFile(file, raw);
  await place(inbox, owner, file, at);
}

async function place(inbox: string, { uid, gid }: Owner, file: string, at = new Date()): Promise<void> {
  delivered += 1;
  const microseconds = (at.getTime() % 1_000) * 1_000 + (delivered % 1_000);
  const name = `${Math.floor(at.getTime() / 1_000)}.M${microseconds}P1Q${delivered}.example`;
  if (isRoot) await chown(file, uid, gid);
  await utimes(file, at, at);
  await rename(file, path.join(inbox, 'new', name));
}
