/** The secret key, made once and kept beside the data when the environment brings none. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../contract/errors.ts';
import type { Config } from './config.ts';

const secretKeyBytes = 32;

/** The key's file. A backup must hold it: without it, stored secrets can't be read. */
export function secretKeyFile(dataDir: string): string {
  return join(dataDir, 'secret-key');
}

/** The key of the environment, else the one kept in the data folder, else a new one that is on disk when this returns. */
export function loadSecretKey(config: Pick<Config, 'secretKey' | 'dataDir'>): string {
  if (config.secretKey !== undefined) return config.secretKey;
  const file = secretKeyFile(config.dataDir);
  if (!existsSync(file)) makeKey(config.dataDir, file);
  const key = readFileSync(file, 'utf8').trim();
  if (Buffer.byteLength(key) >= secretKeyBytes) return key;
  throw new Problem(
    'unavailable',
    `${file} holds no secret key. Restore it from a backup, or set SECRET_KEY.`,
  );
}

/** Written aside and linked into place, so it is there whole or not at all, and of two processes one wins. */
function makeKey(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(secretKeyBytes).toString('base64url')}\n`, {
    mode: 0o600,
    flush: true,
  });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(draft);
  }
  const folder = openSync(dataDir, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
