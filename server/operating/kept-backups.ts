/** Backups that are made without being asked for, before something replaces or changes what is there. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type BackupSource, backUp, type Progress } from './backup.ts';
import { stamp } from './restore-files.ts';

/** So many are kept; with each new one the oldest beyond goes. */
const keptMax = 5;
const ownerOnly = 0o700;
const name = /^before-[a-z]+-\d{8}T\d{6}Z\.rapport$/;

/** Makes one in the data folder and answers its path. `reason` is a word. */
export async function keepBackup(
  source: BackupSource,
  reason: 'upgrade' | 'restore',
  now: Date,
  progress: Progress,
): Promise<string> {
  const folder = path.join(source.dataDir, 'backups');
  await mkdir(folder, { recursive: true, mode: ownerOnly });
  const file = path.join(folder, `before-${reason}-${stamp(now)}.rapport`);
  progress(`making a backup first: ${file}`);
  await backUp(source, file, progress);
  const made = (await readdir(folder)).filter((one) => name.test(one));
  const byAge = made.sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
  for (const old of byAge.slice(0, -keptMax)) await rm(path.join(folder, old));
  return file;
}

function timeOf(file: string): string {
  return file.slice(file.lastIndexOf('-') + 1);
}
