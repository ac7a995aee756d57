/** Reminders by mail. They start from the committed entry: a follower adds the job, the job sends. */
import { sql } from 'kysely';
import { z } from 'zod';
import { id, type Locale } from '../../contract/ids.ts';
import { type Reach, reachOf } from '../accounts/index.ts';
import type { Follower } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import type { Task as Job, Jobs } from '../platform/jobs/index.ts';
import { type Mailer, writtenMail } from '../platform/mailer/index.ts';
import { mailWords } from './locales/mail.ts';
import { knownZone } from './plan.ts';

const reminderTask = 'tasks.mail-reminder';
/** What came longer ago than this is not mailed any more: mail was set up only now, or was out of order for long. */
const mailHoursMax = 24;

/** Mails what members are reminded of. */
export function taskMail(jobs: Jobs): Follower {
  return {
    name: 'task-mail',
    kinds: ['task.reminded'],
    apply: async (tx, entries) => {
      for (const { workspaceId, kind, payload } of entries) {
        if (kind === 'task.reminded')
          await jobs.add(tx, reminderTask, { workspaceId, id: payload.reminderId });
      }
    },
  };
}

const idsPayload = z.object({ workspaceId: id, id });
type Deps = { db: Db; mailer: Mailer; publicUrl: string };

/** What the jobs of this folder do. */
export function taskJobs(deps: Deps): Record<string, Job> {
  return { [reminderTask]: async (payload) => mailReminderNow(deps, idsPayload.parse(payload)) };
}

type Reminded = { what: string; customer: string | null; due: Due | null; memberId: string };
type Due = { time: string | null; at: string };

async function mailReminderNow(deps: Deps, ids: z.output<typeof idsPayload>): Promise<void> {
  const found = await inWorkspace(deps.db, ids.workspaceId, async (tx) => {
    const reminded = await readReminded(tx, ids.id);
    const reach = reminded && (await reachOf(tx, reminded.memberId));
    return reminded && reach?.reminderMails ? { ...reminded, reach } : undefined;
  });
  if (!found) return;
  const { what, customer, due, reach } = found;
  const words = mailWords[reach.locale]({ what, customer, due: due && dueWords(due, reach) });
  const mail = writtenMail(reach.locale, words, new URL('/tasks', deps.publicUrl).href);
  await deps.mailer.sendAutomatic({ ...mail, to: reach.email, id: `reminder-${ids.id}` });
}

/** What a reminder is about; undefined when there is nothing to do any more. */
async function readReminded(tx: Tx, reminderId: string): Promise<Reminded | undefined> {
  const { rows } = await sql<Reminded>`
    select t.what, customer_name(t.customer_id) as customer, t.due, r.member_id as "memberId"
    from task_reminders r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
    where r.id = ${reminderId} and t.done_at is null and t.assignee_id = r.member_id
      and r.reminded_at > clock_timestamp() - make_interval(hours => ${mailHoursMax})`.execute(tx);
  return rows[0];
}

/** The date as its reader says it, on the reader's own clock. */
function dueWords(
  { time, at }: Due,
  { locale, timeZone }: { locale: Locale } & Pick<Reach, 'timeZone'>,
): string {
  // A day without a time is over at its `at`: what is meant is the day before that.
  const moment = new Date(time === null ? Date.parse(at) - 1 : at);
  const style =
    time === null
      ? { dateStyle: 'full' as const }
      : { dateStyle: 'full' as const, timeStyle: 'short' as const };
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: knownZone(timeZone) }).format(moment);
}
