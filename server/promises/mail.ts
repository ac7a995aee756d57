/** Warnings by mail. They start from the committed entry: a follower adds the job, the job sends. */
import { sql } from 'kysely';
import { z } from 'zod';
import { id } from '../../contract/ids.ts';
import { reachOf } from '../accounts/index.ts';
import type { Follower } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import type { Task as Job, Jobs } from '../platform/jobs/index.ts';
import { type Mailer, writtenMail } from '../platform/mailer/index.ts';
import { mailWords } from './locales/mail.ts';
import { type Due, knownZone } from './plan.ts';

const warningTask = 'promises.mail-warning';
/** What came longer ago than this is not mailed any more: mail was set up only now, or was out of order for long. */
const mailHoursMax = 24;

/** Mails what members are warned of. */
export function promiseMail(jobs: Jobs): Follower {
  return {
    name: 'promise-mail',
    kinds: ['promise.warned'],
    apply: async (tx, entries) => {
      for (const { workspaceId, kind, payload } of entries) {
        if (kind === 'promise.warned')
          await jobs.add(tx, warningTask, { workspaceId, id: payload.reminderId });
      }
    },
  };
}

const idsPayload = z.object({ workspaceId: id, id });
type Deps = { db: Db; mailer: Mailer; publicUrl: string };

/** What the jobs of this folder do. */
export function promiseJobs(deps: Deps): Record<string, Job> {
  return { [warningTask]: async (payload) => mailWarningNow(deps, idsPayload.parse(payload)) };
}

type Warned = {
  what: string;
  customer: string | null;
  due: Due;
  memberId: string;
  conversationId: string;
};

async function mailWarningNow(deps: Deps, ids: z.output<typeof idsPayload>): Promise<void> {
  const found = await inWorkspace(deps.db, ids.workspaceId, async (tx) => {
    const warned = await readWarned(tx, ids.id);
    const reach = warned && (await reachOf(tx, warned.memberId));
    return warned && reach?.reminderMails ? { ...warned, reach } : undefined;
  });
  if (!found) return;
  const { what, customer, due, conversationId, reach } = found;
  // A day without a time is over at its `at`: what is meant is the day before that.
  const moment = new Date(due.time === null ? Date.parse(due.at) - 1 : due.at);
  const style = { dateStyle: 'full' as const, ...(due.time === null ? {} : { timeStyle: 'short' as const }) };
  const timeZone = knownZone(reach.timeZone);
  const when = new Intl.DateTimeFormat(reach.locale, { ...style, timeZone }).format(moment);
  const words = mailWords[reach.locale]({ what, customer, due: when });
  const mail = writtenMail(
    reach.locale,
    words,
    new URL(`/conversations/${conversationId}`, deps.publicUrl).href,
  );
  await deps.mailer.sendAutomatic({ ...mail, to: reach.email, id: `promise-${ids.id}` });
}

/** What a warning is about; undefined when there is nothing to keep any more. */
async function readWarned(tx: Tx, reminderId: string): Promise<Warned | undefined> {
  const { rows } = await sql<Warned>`
    select p.what, customer_name(p.customer_id) as customer, p.due, r.member_id as "memberId",
      p.conversation_id as "conversationId"
    from promise_reminders r join promises p on p.workspace_id = r.workspace_id and p.id = r.promise_id
    where r.id = ${reminderId} and p.kept_at is null and p.withdrawn_at is null and p.member_id = r.member_id
      and r.reminded_at > clock_timestamp() - make_interval(hours => ${mailHoursMax})`.execute(tx);
  return rows[0];
}
