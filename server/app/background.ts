/** What works behind the requests: followers of the ledger, jobs, and whatever takes longer than an answer may. */
import { accountMail, accountTasks } from '../accounts/index.ts';
import { duplicates } from '../duplicates/index.ts';
import { createRunner } from '../imports/index.ts';
import type { Follower } from '../ledger/index.ts';
import type { Db } from '../platform/db/index.ts';
import { createJobs, type Jobs } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/index.ts';
import { createMailer } from '../platform/mailer/index.ts';
import { createPrivacyRunner, keysOf } from '../privacy/index.ts';
import { segmentFollower } from '../segments/index.ts';
import { taskJobs, taskMail } from '../tasks/index.ts';
import { holdingsWith, privacyWith } from './holdings.ts';
import { importers } from './importers.ts';

type Config = {
  publicUrl: string;
  dataDir: string;
  secretKey: string;
  smtpUrl?: string | undefined;
  mailFrom?: string | undefined;
};

/** What reads the ledger behind the commits. */
export function followersOf(jobs: Jobs | undefined, now: () => Date): Follower[] {
  return [duplicates, segmentFollower({ now }), ...(jobs ? [accountMail(jobs), taskMail(jobs)] : [])];
}

/** What the server works on beside requests: files, copies and erasures. */
export function startWork(db: Db, config: Config, log: Log) {
  const { dataDir, secretKey } = config;
  const { held } = privacyWith(secretKey);
  return {
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

/** Jobs exist where there is something to do by them: mail, as soon as a server for it is named. */
export function jobsFor(db: Db, config: Config, log: Log): Jobs | undefined {
  const { smtpUrl, mailFrom } = config;
  if (smtpUrl === undefined || mailFrom === undefined) return undefined;
  const deps = { ...config, db, mailer: createMailer({ smtpUrl, mailFrom }) };
  return createJobs(db, log, { ...accountTasks(deps), ...taskJobs(deps) });
}
