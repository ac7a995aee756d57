/** Running one tool of the check. */
import { spawn } from 'node:child_process';

/** Whether the tool is content; what it says is shown when it is not. */
export async function runTool(
  name: string,
  program: string,
  args: string[],
  folder: string,
): Promise<boolean> {
  const started = performance.now();
  const { code, output } = await run(program, args, folder);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
  if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
  return code === 0;
}

async function run(program: string, args: string[], cwd: string): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((settle) => {
    child.once('error', (error) => settle({ code: 1, output: error.message }));
    child.once('close', (code) => settle({ code: code ?? 1, output }));
  });
}
