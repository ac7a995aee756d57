/** Reading who is there. */
import { sql } from 'kysely';
import { type Availability, graceSeconds } from '../../contract/availability.ts';
import { isMember, listMembers } from '../accounts/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** A beat `b` is so recent that its member counts as there. */
export const isFresh = sql`b.beat_at > clock_timestamp() - make_interval(secs => ${graceSeconds})`;

/** Who is there, of everybody who works here. */
export async function listAvailability(tx: Tx): Promise<Availability[]> {
  const members = await listMembers(tx);
  return readAvailability(
    tx,
    members.map(({ id }) => id),
  );
}

/** Who of these is there. What was chosen counts while they are; when nobody told that they are gone, the last beat does. */
export async function readAvailability(tx: Tx, memberIds: readonly string[]): Promise<Availability[]> {
  const { rows } = await sql<Availability>`
    select m.id as "memberId", coalesce(a.choice, 'online') as choice,
      case when not (coalesce(a.is_here, false) and coalesce(${isFresh}, false)) then 'offline'
        when coalesce(a.choice, 'online') = 'online' then 'online' else 'away' end as state,
      rfc3339(case when not coalesce(a.is_here, false) then a.here_since
        when not coalesce(${isFresh}, false) then greatest(b.beat_at, a.here_since)
        else greatest(a.chosen_at, a.here_since) end) as since
    from unnest(${arrayText(memberIds)}::uuid[]) with ordinality m(id, place)
    left join availability a on a.member_id = m.id
    left join presence_beats b on b.member_id = m.id
    order by m.place`.execute(tx);
  return rows;
}

/** Whether somebody works here and has not handed over what they do. */
export async function isInCharge(tx: Tx, memberId: string): Promise<boolean> {
  if (!(await isMember(tx, memberId))) return false;
  const { rows } = await sql`
    select 1 from availability where member_id = ${memberId} and choice = 'handing-over'`.execute(tx);
  return rows.length === 0;
}
