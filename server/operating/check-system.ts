/** Checks of the machine and the configuration. */
import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { Config } from '../platform/config/index.ts';
import { tryMailServer } from '../platform/mailer/index.ts';
import { type Answer, type Check, failure, ok, warning } from './check.ts';

const nodeMajorMin = 24;
const freeBytesMin = 200_000_000;
const freeBytesGood = 2_000_000_000;

export const systemChecks: readonly Check<Config>[] = [
  { name: 'node', look: checkNode },
  { name: 'data folder', look: ({ dataDir }) => checkDataFolder(dataDir) },
  { name: 'disk space', look: ({ dataDir }) => checkSpace(dataDir) },
  { name: 'public address', look: checkPublicUrl },
  { name: 'mail', look: checkMail },
];

function checkNode(): Answer {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= nodeMajorMin) return ok(`Node ${process.versions.node}`);
  return failure(
    `This is Node ${process.versions.node}.`,
    'Start by npm start or npm run rapport, which bring Node 24.',
  );
}

function checkDataFolder(dataDir: string): Answer {
  if (!existsSync(dataDir)) return warning(`${dataDir} is not there yet.`, 'It is made by the first start.');
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(dataDir);
  } catch {
    return failure(
      `${dataDir} can't be written to.`,
      'Give it to the user who runs Rapport (chown), or set DATA_DIR.',
    );
  }
}

async function checkSpace(dataDir: string): Promise<Answer> {
  if (!existsSync(dataDir)) return ok('nothing is kept yet');
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const said = `${Math.round(free / 1_000_000)} MB are free where ${dataDir} is.`;
  if (free < freeBytesMin) return failure(said, 'Free some space now: a full disk stops the database.');
  if (free < freeBytesGood) return warning(said, 'Free some space soon, and keep backups on another disk.');
  return ok(said);
}

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

function checkPublicUrl({ publicUrl, host, trustProxy }: Config): Answer {
  const { protocol, hostname } = new URL(publicUrl);
  const isLocal = localHosts.includes(hostname);
  const isOpen = !localHosts.includes(host) && host !== '::1';
  if (isLocal && isOpen) {
    return warning(
      `Others can reach this server (HOST is ${host}), but links in mail say ${publicUrl}.`,
      'Set PUBLIC_URL to the address that people use.',
    );
  }
  if (isLocal) return ok(`${publicUrl}: for this machine only`);
  if (protocol !== 'https:') {
    return warning(
      `${publicUrl} is not encrypted: whoever listens on the way reads passwords.`,
      'Put a proxy with TLS before Rapport (docs/operating/tls-proxy.md) and set PUBLIC_URL to https://….',
    );
  }
  if (trustProxy === undefined) {
    return warning(
      `${publicUrl} has TLS, so a proxy stands before Rapport, but TRUST_PROXY is not set.`,
      "Set TRUST_PROXY to the proxy's address: without it all visitors count as one address, and share its limits.",
    );
  }
  return ok(publicUrl);
}

async function checkMail({ smtpUrl }: Config): Promise<Answer> {
  if (smtpUrl === undefined) return ok('no SMTP_URL: invitations are links to copy');
  const { host } = new URL(smtpUrl);
  try {
    await tryMailServer(smtpUrl);
    return ok(`${host} takes mail`);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure(`${host} takes no mail: ${said}`, 'Look at SMTP_URL: its host, port, user and password.');
  }
}
