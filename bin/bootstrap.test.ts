import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let clone: string;

/** A project like ours whose only packages lie beside it, so nothing is fetched from anywhere. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'clone-'));
  for (const path of ['bootstrap.mjs', 'bootstrap'])
    cpSync(join(import.meta.dirname, path), join(clone, 'bin', path), { recursive: true });
  for (const name of ['needed', 'for-tests']) writePackage(join(clone, name), { name, version: '1.0.0' });
  writeProject();
  npm('install', '--package-lock-only');
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

function writePackage(folder: string, content: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(content));
}

function writeProject(more: object = {}): void {
  const packages = {
    dependencies: { needed: 'file:./needed' },
    devDependencies: { 'for-tests': 'file:./for-tests' },
  };
  writePackage(clone, { name: 'project', version: '1.0.0', ...packages, ...more });
}

function npm(...args: string[]): void {
  const { status, stderr } = spawnSync('npm', args, { cwd: clone, encoding: 'utf8' });
  expect(stderr.includes('npm error') ? stderr : status).toBe(0);
}

function bootstrap(command: string): { status: number | null; said: string; stdout: string } {
  const args = [join(clone, 'bin/bootstrap.mjs'), command];
  // The npm that runs these tests may have an older Node, and the project has none among its packages.
  const env = { ...process.env, npm_node_execpath: process.execPath };
  const options = { cwd: tmpdir(), encoding: 'utf8', env } as const;
  const { status, stderr, stdout } = spawnSync(process.execPath, args, options);
  return { status, said: stderr, stdout };
}

const has = (name: string) => existsSync(join(clone, 'node_modules', name, 'package.json'));

test('a fresh clone is installed once, without what only tests need, and stdout stays free', () => {
  const first = bootstrap('rapport');
  expect(first).toMatchObject({ status: 0, stdout: '' });
  expect(first.said).toContain('Installing');
  expect([has('needed'), has('for-tests')]).toEqual([true, false]);
  expect(bootstrap('rapport')).toEqual({ status: 0, said: '', stdout: '' });
});

test('tests get their packages, and a later start leaves them there', () => {
  bootstrap('rapport');
  expect(bootstrap('test').said).toContain('Installing');
  expect(has('for-tests')).toBe(true);
  writePackage(join(clone, 'another'), { name: 'another', version: '1.0.0' });
  writeProject({ dependencies: { needed: 'file:./needed', another: 'file:./another' } });
  npm('install', '--package-lock-only');
  expect(bootstrap('rapport').said).toContain('Installing');
  expect([has('another'), has('for-tests')]).toEqual([true, true]);
});

test('what was installed by hand is taken over', () => {
  npm('ci');
  expect(bootstrap('test')).toEqual({ status: 0, said: '', stdout: '' });
  writeProject({ description: 'another text does not change the packages' });
  expect(bootstrap('test')).toEqual({ status: 0, said: '', stdout: '' });
});

test('a lockfile of another package.json is refused with what npm says', () => {
  writeProject({ dependencies: { needed: 'file:./needed', unknown: 'file:./for-tests' } });
  const { status, said } = bootstrap('rapport');
  expect(status).toBe(1);
  expect(said).toContain('npm error');
  expect(said).toContain('failed');
});

test('a console is built when its sources have changed, and only then', () => {
  npm('ci');
  const vite = `import { appendFileSync, mkdirSync } from 'node:fs';
    mkdirSync('dist/' + process.argv[3], { recursive: true });
    appendFileSync('built', process.argv[3] + ' ');`;
  mkdirSync(join(clone, 'node_modules/vite/bin'), { recursive: true });
  writeFileSync(join(clone, 'node_modules/vite/bin/vite.js'), vite);
  writePackage(join(clone, 'node_modules/vite'), { type: 'module' });
  for (const folder of ['console', 'contract']) mkdirSync(join(clone, folder));
  writeFileSync(join(clone, 'console/vite.config.ts'), '');
  const builds = () => {
    expect(bootstrap('start').status).toBe(0);
    return readFileSync(join(clone, 'built'), 'utf8');
  };
  expect(builds()).toBe('console ');
  expect(builds()).toBe('console ');
  writeFileSync(join(clone, 'console/view.test.ts'), 'of tests, nothing is built');
  expect(builds()).toBe('console ');
  writeFileSync(join(clone, 'contract/ids.ts'), 'export {};');
  expect(builds()).toBe('console console ');
});
