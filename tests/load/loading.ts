/** The parent's side of the load generator. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { Methods } from './loader.ts';

export type Loader = {
  call: <M extends keyof Methods>(
    method: M,
    input: Parameters<Methods[M]>[0],
  ) => Promise<Awaited<ReturnType<Methods[M]>>>;
  stop: () => void;
};

/** Starts a load generator. */
export function startLoader(): Loader {
  const child = fork(path.join(import.meta.dirname, 'loader.ts'), { env: { PATH: process.env.PATH ?? '' } });
  process.on('exit', () => child.kill('SIGKILL'));
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', ({ id, result, error }: { id: number; result: never; error?: string }) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(result);
    else one?.reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the load generator ended with ${code}`));
  });
  return {
    call: (method, input) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: resolve as (value: never) => void, reject });
        child.send({ id: last, method, input });
      }),
    stop: () => {
      child.disconnect();
    },
  };
}
