/** Console and widget: built into `dist` when their sources have changed since. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root, run } from './project.mjs';

const parts = ['console', 'widget'];
/** What else goes into both: shared sources, and the versions of the packages. */
const shared = ['contract', 'package-lock.json'];

/** Builds what is stale. @param {string} node the Node to run Vite with */
export async function buildStale(node) {
  for (const part of parts) {
    if (existsSync(join(root, part, 'vite.config.ts'))) await build(node, part);
  }
}

async function build(node, part) {
  const stamp = join(root, 'dist', `${part}.stamp`);
  const hash = createHash('sha256');
  for (const source of [part, ...shared]) addToHash(hash, source);
  const key = hash.digest('hex');
  const isBuilt = existsSync(join(root, 'dist', part)) && existsSync(stamp);
  if (isBuilt && readFileSync(stamp, 'utf8') === key) return;
  rmSync(stamp, { force: true });
  await run(`Building the ${part}`, node, [join(modules, 'vite/bin/vite.js'), 'build', part]);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, key);
}

/** Names and contents; tests are left out, since nothing of them is built. */
function addToHash(hash, path) {
  const full = join(root, path);
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addToHash(hash, `${path}/${name}`);
  } else if (!/\.test\.tsx?$/.test(path)) {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  }
}
