/** How a mailbox does, as its inbox shows it. */
import { sql } from 'kysely';
import type { MailHealth } from '../../../../contract/mail.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { MailboxState } from './store.ts';

/** Silence is unusual when it is twice as long as the longest of the last weeks, and a day at least. */
const silenceFactor = 2;
const silenceHoursMin = 24;
const silenceDays = 60;
const silenceMailsMin = 20;

/** Notes how a look went. What was not counted this time stays. */
export async function noteReport(tx: Tx, inboxId: string, state: MailboxState): Promise<void> {
  const { at, ok, onServer, gaps, reason, kind } = state;
  const time = at.toISOString();
  await sql`
    insert into mail_health as h (inbox_id, looked_at, well_at, on_server, gap, trouble, reason)
    values (${inboxId}, ${time}, ${ok ? time : null}, ${onServer}, ${gaps}, ${ok ? null : (kind ?? 'other')}, ${reason})
    on conflict (workspace_id, inbox_id) do update set looked_at = excluded.looked_at,
      well_at = coalesce(excluded.well_at, h.well_at), on_server = coalesce(excluded.on_server, h.on_server),
      gap = coalesce(excluded.gap, h.gap), trouble = excluded.trouble, reason = excluded.reason`.execute(tx);
}

/** The range that somebody wants to have looked through. */
export async function wantedRange(
  tx: Tx,
  inboxId: string,
): Promise<{ after: Date; before: Date } | undefined> {
  const { rows } = await sql<{ after: string; before: string }>`
    select rfc3339(fill_after) as after, rfc3339(fill_before) as before from mail_health
    where inbox_id = ${inboxId} and fill_after is not null`.execute(tx);
  return rows[0] && { after: new Date(rows[0].after), before: new Date(rows[0].before) };
}

/** Wants a range to be looked through. */
export async function wantRange(
  tx: Tx,
  inboxId: string,
  range: { after: string; before: string },
): Promise<void> {
  await sql`
    insert into mail_health as h (inbox_id, fill_after, fill_before) values (${inboxId}, ${range.after}, ${range.before})
    on conflict (workspace_id, inbox_id) do update set fill_after = excluded.fill_after, fill_before = excluded.fill_before,
      filled = null, filled_at = null`.execute(tx);
}

/** Notes that it was, and how many mails that brought. */
export async function noteFilled(tx: Tx, inboxId: string, fresh: number): Promise<void> {
  await sql`
    update mail_health set fill_after = null, fill_before = null, filled = ${fresh}, filled_at = clock_timestamp()
    where inbox_id = ${inboxId}`.execute(tx);
}

/** All that is known of how an inbox does. */
export async function readHealth(tx: Tx, inboxId: string, now: Date): Promise<MailHealth> {
  const { rows } = await sql<{
    json: Omit<MailHealth, 'isSilent'> & {
      longestSilence: number | null;
      silence: number | null;
      lately: number;
    };
  }>`
    select json_build_object(
      'lookedAt', rfc3339(h.looked_at), 'wellAt', rfc3339(h.well_at), 'onServer', h.on_server, 'gap', coalesce(h.gap, 0),
      'trouble', h.trouble, 'reason', h.reason, 'isFilling', h.fill_after is not null, 'filled', h.filled,
      'waiting', m.waiting, 'recorded', m.recorded, 'rejected', m.rejected, 'quarantined', m.quarantined,
      'lastMailAt', rfc3339(m.last_at), 'left', coalesce(p.notes, '[]'),
      'silence', extract(epoch from ${now.toISOString()}::timestamptz - m.last_at),
      'longestSilence', g.longest, 'lately', coalesce(g.mails, 0)) as json
    from (select ${inboxId}::uuid as id) i
    left join mail_health h on h.inbox_id = i.id
    cross join lateral (
      select (count(*) filter (where state = 'waiting'))::integer as waiting,
        (count(*) filter (where state = 'recorded'))::integer as recorded,
        (count(*) filter (where state = 'rejected'))::integer as rejected,
        (count(*) filter (where state = 'quarantined'))::integer as quarantined, max(arrived_at) as last_at
      from mails where inbox_id = i.id) m
    cross join lateral (
      select json_agg(json_build_object('note', note, 'count', count) order by note) as notes from (
        select note, count(*)::integer as count from mail_places where inbox_id = i.id and note is not null group by note) n) p
    cross join lateral (
      select count(*)::integer as mails, max(extract(epoch from gap)) as longest from (
        select arrived_at - lag(arrived_at) over (order by arrived_at) as gap from mails
        where inbox_id = i.id and arrived_at > ${now.toISOString()}::timestamptz - make_interval(days => ${silenceDays})) a) g`.execute(
    tx,
  );
  if (!rows[0]) throw new Error('There is one row.');
  const { silence, longestSilence, lately, ...health } = rows[0].json;
  const usual = Math.max(silenceHoursMin * 3_600, (longestSilence ?? 0) * silenceFactor);
  return { ...health, isSilent: lately >= silenceMailsMin && silence !== null && silence > usual };
}
