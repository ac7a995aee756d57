/** The environment of this process. */
import { existsSync } from 'node:fs';

/** The process's environment, and below it a file `.env` in the current folder, where there is one. */
export function environment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
