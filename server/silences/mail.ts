/** Alarms by mail. They start from the committed entry: a follower adds a job for each who is woken, the job sends. */
import { sql } from 'kysely';
import { z } from 'zod';
import { id } from '../../contract/ids.ts';
import { reachOf } from '../accounts/index.ts';
import { unansweredAmong } from '../conversations/index.ts';
import type { Follower } from '../ledger/index.ts';
import { type Db, inWorkspace, type Tx } from '../platform/db/index.ts';
import type { Task as Job, Jobs } from '../platform/jobs/index.ts';
import { type Mailer, writtenMail } from '../platform/mailer/index.ts';
import { mailWords } from './locales/mail.ts';

const alarmTask = 'silences.mail-alarm';

/** Mails those who are woken. */
export function silenceMail(jobs: Jobs): Follower {
  return {
    name: 'silence-mail',
    kinds: ['silence.alarmed'],
    apply: async (tx, entries) => {
      for (const { workspaceId, kind, payload } of entries) {
        if (kind !== 'silence.alarmed') continue;
        for (const { alarmId } of payload.woken) await jobs.add(tx, alarmTask, { workspaceId, id: alarmId });
      }
    },
  };
}

const idsPayload = z.object({ workspaceId: id, id });
type Deps = { db: Db; mailer: Mailer; publicUrl: string };

/** What the jobs of this folder do. */
export function silenceJobs(deps: Deps): Record<string, Job> {
  return { [alarmTask]: async (payload) => mailAlarmNow(deps, idsPayload.parse(payload)) };
}

async function mailAlarmNow(deps: Deps, ids: z.output<typeof idsPayload>): Promise<void> {
  const found = await inWorkspace(deps.db, ids.workspaceId, (tx) => readAlarm(tx, ids.id));
  if (!found) return;
  const { reach, customer, text, conversationId, since } = found;
  const minutes = Math.max(1, Math.round((Date.now() - Date.parse(since)) / 60_000));
  const words = mailWords[reach.locale]({ customer, text, minutes });
  const url = new URL(`/conversations/${conversationId}`, deps.publicUrl).href;
  await deps.mailer.sendAutomatic({
    ...writtenMail(reach.locale, words, url),
    to: reach.email,
    id: `silence-${ids.id}`,
  });
}

/** What an alarm is about, as far as the customer waits still. It comes to those as well who want no reminders by mail. */
async function readAlarm(tx: Tx, alarmId: string) {
  const { rows } = await sql<{ conversationId: string; memberId: string; since: string }>`
    select conversation_id as "conversationId", member_id as "memberId", rfc3339(since) as since
    from silence_alarms where id = ${alarmId}`.execute(tx);
  const [row] = rows;
  const reach = row && (await reachOf(tx, row.memberId));
  if (!row || !reach) return undefined;
  const [conversation] = await unansweredAmong(tx, row.memberId, [row.conversationId]);
  if (conversation?.waitingSince !== row.since) return undefined;
  return { ...row, reach, customer: conversation.customer.name, text: conversation.lastMessage?.text ?? '' };
}
