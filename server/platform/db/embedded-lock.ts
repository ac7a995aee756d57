/** One `serve` on a data folder at a time. Nothing to clean up after `kill -9`: a dead process's mark counts for nothing. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../../../contract/errors.ts';
import { processesMarked, putMark } from './process-marks.ts';

const lockAttemptsMax = 100;
const lockPauseMsMax = 40;

/**
 * Takes the data folder for this process, or is refused with the id of the process that has it.
 *
 * Invariant: a holder's mark exists before its claim goes, and others read claims before holders. So of two that
 * start together each pair sees at least one claim; who sees a claim withdraws his own and tries again.
 */
export async function lockDataDir(dataDir: string): Promise<{ release(): void }> {
  mkdirSync(dataDir, { recursive: true });
  const folder = join(dataDir, 'processes');
  for (let attempt = 0; attempt < lockAttemptsMax; attempt += 1) {
    const claim = putMark(folder, 'claim');
    const rivals = processesMarked(folder, 'claim', claim);
    const [holder] = processesMarked(folder, 'serving');
    if (holder === undefined && rivals.length === 0) {
      const serving = putMark(folder, 'serving');
      claim.remove();
      return { release: serving.remove };
    }
    claim.remove();
    if (holder !== undefined) throw alreadyServed(dataDir, holder);
    await sleep(Math.random() * lockPauseMsMax);
  }
  throw new Problem('conflict', `Other processes keep claiming ${dataDir}; look at ${folder}.`);
}

function alreadyServed(dataDir: string, pid: number): Problem {
  return new Problem(
    'conflict',
    `Process ${pid} already serves the data folder ${dataDir}. Stop it first, or set another DATA_DIR.`,
  );
}
