/** What works behind the requests: followers of the ledger, jobs, and whatever takes longer than an answer may. */
import { accountMail, accountTasks } from '../accounts/index.ts';
import { runBulks } from '../bulks/index.ts';
import { type EmailDeps, mailReplies, runMail } from '../channels/email/index.ts';
import { wakeOnTime } from '../conversations/index.ts';
import { duplicates } from '../duplicates/index.ts';
import { createRunner } from '../imports/index.ts';
import type { Follower, Waker } from '../ledger/index.ts';
import { mailingJobs, mailingMail } from '../mailings/index.ts';
import { notificationFollower, notificationJobs, notifyOnTime } from '../notifications/index.ts';
import type { Db } from '../platform/db/index.ts';
import { createJobs, type Jobs } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/index.ts';
import { createMailer } from '../platform/mailer/index.ts';
import { type Poster, postPublic } from '../platform/ssrf/index.ts';
import { createPrivacyRunner, keysOf } from '../privacy/index.ts';
import { promiseJobs, promiseMail, promiseOnTime, promisesGoAlong } from '../promises/index.ts';
import { routeWaiting } from '../routing/index.ts';
import { heldByNews, sendOnTime } from '../scheduled/index.ts';
import { messageSearch } from '../search/index.ts';
import { createSegmentClock, segmentFollower } from '../segments/index.ts';
import { listenForSilence, silenceJobs, silenceMail } from '../silences/index.ts';
import { remindersOf, remindOnTime, taskJobs, taskMail } from '../tasks/index.ts';
import { holdingsWith, notificationsKeyOf, privacyWith } from './holdings.ts';
import { importers } from './importers.ts';

type Config = {
  publicUrl: string;
  dataDir: string;
  secretKey: string;
  smtpUrl?: string | undefined;
  mailFrom?: string | undefined;
  reachesPush?: Poster | undefined;
};

/** What reads the ledger behind the commits. `mails`: jobs, where there is a mail server. */
export function followersOf(mails: Jobs | undefined, now: () => Date, mailKey: Buffer): Follower[] {
  return [
    duplicates,
    messageSearch,
    segmentFollower({ now }),
    promisesGoAlong,
    heldByNews,
    mailReplies(mailKey),
    notificationFollower({ now, hasMail: mails !== undefined }),
    ...(mails
      ? [accountMail(mails), taskMail(mails), promiseMail(mails), silenceMail(mails), mailingMail(mails)]
      : []),
  ];
}

/** What begins when a time has come. */
export function startClocks(due: Parameters<typeof notifyOnTime>[0] & { waker: Waker }) {
  const starts = [
    remindOnTime,
    wakeOnTime,
    createSegmentClock,
    promiseOnTime,
    sendOnTime,
    listenForSilence,
    routeWaiting,
    notifyOnTime,
    runBulks,
  ];
  return starts.map((start) => start(due));
}

/** What the server works on beside requests: files, copies and erasures, and mails. */
export function startWork(db: Db, config: Config, log: Log, email: EmailDeps) {
  const { dataDir, secretKey } = config;
  const { held } = privacyWith(secretKey);
  return {
    mail: runMail(email),
    imports: createRunner({ db, dataDir, kinds: importers, held, log }),
    privacy: createPrivacyRunner({
      db,
      dataDir,
      keys: keysOf(secretKey),
      holdings: holdingsWith(secretKey),
      log,
    }),
  };
}

/** Pushes are always there to do; mail as soon as a server for it is named, and then `mails` is there as well. */
export function jobsFor(
  db: Db,
  config: Config,
  log: Log,
  now: () => Date,
): { jobs: Jobs; mails: Jobs | undefined } {
  const { smtpUrl, mailFrom, publicUrl, secretKey } = config;
  const post = config.reachesPush ?? postPublic;
  const push = { db, publicUrl, remindersOf, now, key: notificationsKeyOf(secretKey), post };
  if (smtpUrl === undefined || mailFrom === undefined)
    return { jobs: createJobs(db, log, notificationJobs(push, undefined)), mails: undefined };
  const deps = { ...config, db, mailer: createMailer({ smtpUrl, mailFrom }) };
  const tasks = {
    ...accountTasks(deps),
    ...taskJobs(deps),
    ...promiseJobs(deps),
    ...silenceJobs(deps),
    ...mailingJobs(deps),
    ...notificationJobs(push, deps),
  };
  const jobs = createJobs(db, log, tasks);
  return { jobs, mails: jobs };
}
