/** The tests of which `npm test` tries a share, as a run of their own. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileOfList, hostileLists } from '../e2e/support/hostile.ts';

const root = path.resolve(import.meta.dirname, '../..');
const files = ['tests/'];

/** Answers what was drawn, a line for each matrix. Fails with what the tests said. */
export async function lookAtScreens(seed: number, share: number): Promise<string[]> {
  refuseWithoutLists(process.env.TEST_DATA_DIR);
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--project', 'e2e', '--project', 'server', ...files],
    {
      cwd: root,
      env: { ...process.env, TEST_SEED: String(seed), TEST_SHARE: String(share) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) said.push(line);
  if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode !== 0) throw new Error(said.join('\n'));
  return said.flatMap((line) => /^share: (\d+ of \d+ .*) \(/.exec(line)?.[1] ?? []);
}

/** Tests skip what is not there; whoever asks for all of them must hear of it. */
export function refuseWithoutLists(dataDir: string | undefined): void {
  const missing = hostileLists.filter((name) => fileOfList(name, dataDir ?? '') === undefined);
  if (missing.length === 0) return;
  const files = missing.map((name) => `hostile/${name}`).join(' and ');
  throw new Error(
    `TEST_DATA_DIR is ${dataDir ? `${dataDir}, which has no ${files}` : 'not set'}. Set it to the folder that holds ${files}.`,
  );
}
