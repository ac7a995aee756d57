/** How many people may be written to or called, and what that was before. */
import { sql } from 'kysely';
import { type AudienceChannel, audienceDaysDefault, audienceDaysMax } from '../../contract/audience.ts';
import { consentChannels } from '../../contract/entries.ts';
import { Problem } from '../../contract/errors.ts';
import { micros } from '../../contract/times.ts';
import { newestMarked, rootIn } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';

const dayMs = 86_400_000;

/** The time asked for, or the default. @throws Problem `invalid-input` for one that is to come, or too long ago. */
export function audienceSince(asked: string | undefined, now: Date): string {
  const since = asked === undefined ? new Date(now.getTime() - audienceDaysDefault * dayMs) : new Date(asked);
  const isKnown = since <= now && since.getTime() >= now.getTime() - audienceDaysMax * dayMs;
  if (isKnown) return micros(since);
  const message = `Ask for a time within the last ${audienceDaysMax} days.`;
  throw new Problem('invalid-input', message, { errors: [{ path: 'query.since', message }] });
}

/** What was said by then about the channel and topic of `w`, of entries `e`. */
const wordBefore = (since: string) => ({
  kinds: ['consent.changed'] as const,
  value: sql`case when e.occurred_at <= ${since} and e.payload ->> 'channel' = w.channel
    and e.payload ->> 'topic' = w.topic then e.payload ->> 'granted' end`,
});

/**
 * Counts people by channel. What was said later than `since` has a word before it in the ledger, or none; what was said earlier
 * counted then as it does now.
 */
export async function readAudience(tx: Tx, since: string): Promise<AudienceChannel[]> {
  const { rows } = await sql<AudienceChannel>`
    with words as (
      select distinct on (who, c.channel, c.topic) who, c.channel, c.topic, c.granted, c.said_at
      from consents c cross join lateral (select ${rootIn(sql`c.customer_id`)} as who) r
      order by who, c.channel, c.topic, c.said_at desc, c.said_by desc
    ), told as (
      select w.who, w.channel, bool_or(w.granted) as now,
        bool_or(case when w.said_at <= ${since} then w.granted else coalesce(e.granted, false) end) as before
      from words w left join lateral (
        select s.value::boolean as granted from ${newestMarked(sql`w.who`, wordBefore(since))} s
        where w.said_at > ${since}
      ) e on true
      group by 1, 2
    ), people as (
      select t.channel, t.now, t.before and a.since <= ${since} as before
      from told t cross join lateral (
        select case when t.channel in ('email', 'phone', 'sms') then (
            select min(i.created_at) from ids_of(t.who) own(id) join identities i on i.customer_id = own.id
            where i.kind = case t.channel when 'email' then 'email' else 'phone' end)
          else '-infinity' end as since
      ) a
      where (t.now or t.before) and a.since is not null and not is_restricted(t.who)
        and not exists (select from customers c where c.id = t.who and c.erased_at is not null)
    )
    select channel, (count(*) filter (where now))::integer as reachable,
      (count(*) filter (where now and not before))::integer as gained,
      (count(*) filter (where before and not now))::integer as lost
    from people group by channel`.execute(tx);
  return consentChannels.map(
    (channel) => rows.find((row) => row.channel === channel) ?? { channel, reachable: 0, gained: 0, lost: 0 },
  );
}
