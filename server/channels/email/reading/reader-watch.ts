/** A thread of the process that reads mails: it sees what that one takes even while that one is lost in a mail. */
import { workerData } from 'node:worker_threads';

const everyMilliseconds = 50;
const { bytesMax } = workerData as { bytesMax: number };
const bytesAtStart = process.memoryUsage.rss();
const parent = process.ppid;

setInterval(() => {
  if (process.memoryUsage.rss() - bytesAtStart > bytesMax) process.kill(process.pid, 'SIGUSR2');
  // Nobody is left to read for.
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, everyMilliseconds);
