/** The load generator: a process of its own, told by its parent what to do. Everything goes to 127.0.0.1. */
import { connectChat, runChat } from './load-chat.ts';
import { runCollect } from './load-collect.ts';
import { connectDesk, runDesk } from './load-desk.ts';
import { connectEcho, runEcho } from './load-echo.ts';
import { connectIdle, dropIdle } from './load-idle.ts';
import { runPages } from './load-pages.ts';

const methods = {
  connectChat,
  runChat,
  connectDesk,
  runDesk,
  connectEcho,
  runEcho,
  connectIdle,
  dropIdle,
  runPages,
  runCollect,
};
export type Methods = typeof methods;

process.on('message', async ({ id, method, input }: { id: number; method: keyof Methods; input: never }) => {
  try {
    process.send?.({ id, result: await methods[method](input) });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
// A generator without a parent has nothing to do.
process.on('disconnect', () => process.exit(0));
