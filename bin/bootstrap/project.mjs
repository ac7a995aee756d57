/** Where the project is, and running a program while saying how long it takes. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const modules = join(root, 'node_modules');

const tickMs = 1000;
const outputCharsMax = 6000;

/**
 * Runs a program to its end with a progress line; when it fails, its last output is the error's text.
 * @param {string} what
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 */
export async function run(what, program, args, env = process.env) {
  const started = Date.now();
  let output = '';
  const { isTTY } = process.stderr;
  const say = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stderr.write(isTTY ? `\r${what} … ${seconds} s` : `${what} …\n`);
  };
  say();
  const timer = isTTY ? setInterval(say, tickMs) : undefined;
  const code = await new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      output = (output + chunk).slice(-outputCharsMax);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) => {
      keep(error.message);
      resolve(1);
    });
    child.once('close', resolve);
  });
  clearInterval(timer);
  if (code !== 0)
    throw new Error(
      `\n${stripVTControlCharacters(output).trim()}\n\n${what}: failed. What went wrong stands above.`,
    );
  process.stderr.write(
    `${isTTY ? '\r' : ''}${what} … done in ${Math.round((Date.now() - started) / 1000)} s\n`,
  );
}
