/** What has to be done once a day, with the rights of the tables' owner. */
import { sweepFiles } from '../attachments/index.ts';
import { sweepShowings } from '../greetings/index.ts';
import { retain } from '../ledger/index.ts';
import { makePartitions, withSession } from '../platform/db/index.ts';
import { forgetAnswers } from '../platform/http/index.ts';
import type { Log } from '../platform/log/index.ts';
import { sweepDeliveries } from '../webhooks/index.ts';

const dayMilliseconds = 86_400_000;

/** Makes the months ahead, drops those that are over their time, forgets old idempotency keys, bodies of deliveries and files that were never sent. */
export async function maintain(adminUrl: string, dataDir: string, log: Log, now: Date): Promise<void> {
  await withSession(adminUrl, async ({ tx }) => {
    await makePartitions(tx);
    const dropped = await retain(tx, now);
    if (dropped.length > 0) log.info({ dropped }, 'old machine entries were dropped');
    await forgetAnswers(tx);
    await sweepDeliveries(tx);
    await sweepShowings(tx);
    await sweepFiles(tx, dataDir, now);
  });
}

/** Maintains now and every day from now on. A failure is logged, and tried again the next day. */
export function maintainDaily(adminUrl: string, dataDir: string, log: Log): { stop: () => void } {
  const run = (): void => {
    maintain(adminUrl, dataDir, log, new Date()).catch((error: unknown) =>
      log.warn({ err: error }, 'maintenance failed'),
    );
  };
  const timer = setInterval(run, dayMilliseconds).unref();
  run();
  return { stop: () => clearInterval(timer) };
}
