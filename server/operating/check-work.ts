/** Checks of what goes on: followers, jobs, and what holds them up. */
import { sql } from 'kysely';
import { readFollowers } from '../ledger/index.ts';
import { readJobsHealth } from '../platform/jobs/index.ts';
import { readPartitions } from './catalogue.ts';
import { type Answer, type Check, failure, ok, warning } from './check.ts';
import type { DatabasePatient } from './check-database.ts';
import { readingAll } from './snapshot.ts';

const followerSecondsMax = 60;
const jobSecondsMax = 600;
const writingSecondsMax = 30;
const readingSecondsMax = 3_600;
const partitionDaysMin = 32;
const shownCharsMax = 200;
const dayMilliseconds = 86_400_000;

export const workChecks: readonly Check<DatabasePatient>[] = [
  { name: 'followers', look: checkFollowers },
  { name: 'jobs', look: checkJobs },
  { name: 'long transactions', look: checkTransactions },
  { name: 'partitions', look: checkPartitions },
];

async function checkFollowers({ admin }: DatabasePatient): Promise<Answer> {
  const followers = await readingAll(admin, () => readFollowers(admin.tx));
  const aside = followers.filter(({ setAside }) => setAside > 0);
  if (aside.length > 0) {
    const said = aside.map(
      (one) => `${one.follower} set ${one.setAside} entries aside (${short(one.lastError)})`,
    );
    return warning(
      `${said.join('; ')}.`,
      'It went on without them. Report the error; the entries are not lost.',
    );
  }
  const late = followers.filter(({ waitingSeconds }) => waitingSeconds > followerSecondsMax);
  if (late.length > 0) {
    const said = late.map(
      (one) => `${one.follower} waits for ${one.waitingSeconds} s in ${one.workspacesBehind} workspaces`,
    );
    return warning(
      `${said.join('; ')}.`,
      'Is a server running? Then look for long transactions, here and in its log.',
    );
  }
  return ok(followers.length === 0 ? 'none has begun' : `${followers.length} up to date`);
}

async function checkJobs({ server }: DatabasePatient): Promise<Answer> {
  const { waiting, overdueSeconds, failing, failed, lastError } = await readJobsHealth(server.tx);
  if (failed > 0) {
    return warning(
      `${failed} jobs were given up (${short(lastError)}).`,
      'Mend the cause; what they were to do was not done.',
    );
  }
  if (failing > 0)
    return warning(`${failing} jobs fail and are tried again (${short(lastError)}).`, 'Mend the cause.');
  if (overdueSeconds > jobSecondsMax) {
    return warning(
      `${waiting} jobs wait, one for ${overdueSeconds} s.`,
      'Is a server running, with SMTP_URL set?',
    );
  }
  return ok(`${waiting} wait`);
}

/** One that writes holds back every follower; one that only reads keeps old rows from being cleaned away. */
async function checkTransactions({ admin }: DatabasePatient): Promise<Answer> {
  const { rows } = await sql<{ who: string; seconds: number; writes: boolean }>`
    select coalesce(nullif(application_name, ''), usename, 'process ' || pid) || ' (pid ' || pid || ')' as who,
      extract(epoch from clock_timestamp() - xact_start)::integer as seconds, backend_xid is not null as writes
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
      and (backend_xid is not null or backend_xmin is not null)
    union all
    select 'prepared transaction ' || gid, extract(epoch from clock_timestamp() - prepared)::integer, true
    from pg_prepared_xacts where database = current_database()
    order by 2 desc`.execute(admin.tx);
  const long = rows.filter(
    ({ seconds, writes }) => seconds > (writes ? writingSecondsMax : readingSecondsMax),
  );
  if (long.length === 0) return ok('none');
  const said = long.map(
    ({ who, seconds, writes }) => `${who} ${writes ? 'writes' : 'reads'} since ${seconds} s`,
  );
  return warning(
    `${said.join('; ')}.`,
    'While one writes, no follower goes on; end it where it was begun, or by pg_terminate_backend(pid).',
  );
}

async function checkPartitions({ admin }: DatabasePatient): Promise<Answer> {
  const ends = new Map<string, number>();
  for (const { parent, bound } of await readPartitions(admin)) {
    const end = Date.parse(/ TO \('(.+)'\)$/.exec(bound)?.[1]?.replace(' ', 'T').replace(/\+00$/, 'Z') ?? '');
    if (!Number.isNaN(end)) ends.set(parent, Math.max(end, ends.get(parent) ?? 0));
  }
  if (ends.size === 0)
    return failure('There are no monthly partitions.', 'Start the server, or run migrate.');
  const [parent, end] = [...ends].reduce((first, next) => (next[1] < first[1] ? next : first));
  const days = Math.floor((end - Date.now()) / dayMilliseconds);
  if (days >= partitionDaysMin) return ok(`made for ${days} days ahead`);
  return warning(
    `Those of ${parent} reach ${days} days ahead only.`,
    'Start the server, or run migrate: both make them.',
  );
}

function short(text: string | null): string {
  return (text ?? 'no reason given').split('\n')[0]?.slice(0, shownCharsMax) ?? '';
}
