/** A Node that runs the TypeScript: the one among the packages, else the one of the system. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { modules } from './project.mjs';

/** From this version on, types are taken out of TypeScript without a flag or a warning. */
const versionMin = [22, 18];

/** The path of the Node to use, which is also the `node` that npm's scripts find first. */
export function provideNode() {
  const name = `node-${process.platform}-${process.arch}`;
  const link = join(modules, '.bin', 'node');
  const packaged = join(modules, name, 'bin', 'node');
  if (existsSync(packaged) && versionOf(packaged)) {
    if (!existsSync(link)) makeLink(name, link);
    return link;
  }
  rmSync(link, { force: true }); // of another system: this one can't run it
  const system = process.env.npm_node_execpath ?? process.execPath;
  const version = versionOf(system);
  if (isNewEnough(version)) return system;
  throw new Error(
    `On this system (${process.platform}-${process.arch}) Rapport needs Node ${versionMin.join('.')} or newer, ` +
      `and this is ${version}. Install the current release from https://nodejs.org and try again.`,
  );
}

/** npm 11 makes this link for an optional package, npm 10 does not. */
function makeLink(name, link) {
  mkdirSync(join(modules, '.bin'), { recursive: true });
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
  symlinkSync(join('..', name, 'bin', 'node'), link);
}

function versionOf(program) {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = (version ?? 'v0').slice(1).split('.').map(Number);
  return major > versionMin[0] || (major === versionMin[0] && minor >= versionMin[1]);
}
