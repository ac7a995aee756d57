/**
 * The process that reads mails: a path comes in, what the mail says goes out, or its page made safe. It holds no secrets, reads one file at a
 * time, and may die at any moment; a watch beside it ends it when it takes too much, or has nobody to read for.
 */
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { Mail } from '../mail.ts';
import type { MarkedPage } from '../showing/marked-page.ts';
import { readRaw } from './read-raw.ts';

export type Asked = { path: string } | { html: string; mark: string };
export type ReaderAnswer =
  | { ready: true }
  | { done: Mail | MarkedPage; isTired: boolean }
  | { unreadable: string };

const send = (answer: ReaderAnswer) => process.send?.(answer);
const bytesMax = Number(process.argv[2]);
const bytesAtStart = process.memoryUsage.rss();

process.once('disconnect', () => process.exit());
process.on('message', (asked: Asked) => {
  void answer(asked);
});
const watch = new Worker(new URL('./reader-watch.ts', import.meta.url), { workerData: { bytesMax } });
watch.once('online', () => send({ ready: true }));
watch.once('error', (error) => {
  throw error;
});

const grownBytes = () => process.memoryUsage.rss() - bytesAtStart;

async function answer(asked: Asked): Promise<void> {
  try {
    const done = 'path' in asked ? await readRaw(await readFile(asked.path)) : await pageOf(asked);
    // What a large mail leaves behind would be counted against the next one.
    if (grownBytes() > bytesMax / 4) globalThis.gc?.();
    send({ done, isTired: grownBytes() > bytesMax / 4 });
  } catch (error) {
    send({ unreadable: reasonOf(error) });
  }
}

/** Loaded by the first page: most mails are read as text. */
async function pageOf({ html, mark }: { html: string; mark: string }): Promise<MarkedPage> {
  const { markedPage } = await import('../showing/marked-page.ts');
  return markedPage(html, mark);
}

/** Without the path: the reason is shown to people. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : error.message.slice(0, 200);
}
