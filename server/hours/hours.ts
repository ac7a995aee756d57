/** When the business is open: reading it, and setting it. */
import { sql } from 'kysely';
import type { HeldHours } from '../../contract/hours.ts';
import { type Hours, openingAt } from '../../contract/opening.ts';
import { micros } from '../../contract/times.ts';
import type { By } from '../accounts/index.ts';
import { append } from '../ledger/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { requireTeam } from '../teams/index.ts';
import { applyToHours } from './record.ts';

type Row = { teamId: string | null; hours: HeldHours['hours']; changedAt: string };

/** All hours that were set, the workspace's first. */
export async function listHours(tx: Tx, now: Date): Promise<HeldHours[]> {
  const { rows } = await sql<Row>`
    select team_id as "teamId", hours, rfc3339(changed_at) as "changedAt" from business_hours
    order by team_id nulls first`.execute(tx);
  return rows.map((row) => held(row, now));
}

/** Which of these teams are open now: by their own hours, else by the workspace's, else always. */
export async function openTeams(tx: Tx, teamIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const all = await listHours(tx, now);
  const hoursOf = (teamId: string | null) => all.find((one) => one.teamId === teamId);
  return new Set(teamIds.filter((id) => (hoursOf(id) ?? hoursOf(null))?.isOpen ?? true));
}

/** The hours of the workspace; null: it is always open. */
export async function workspaceHours(tx: Tx): Promise<Hours | null> {
  const { rows } = await sql<{ hours: Hours }>`
    select hours from business_hours where team_id is null`.execute(tx);
  return rows[0]?.hours ?? null;
}

/** The hours of a team: its own, else those of the workspace; null: always open. */
export async function hoursOfTeam(tx: Tx, teamId: string | null): Promise<Hours | null> {
  const { rows } = await sql<{ hours: Hours }>`
    select hours from business_hours where team_id is null or team_id = ${teamId}
    order by team_id nulls last limit 1`.execute(tx);
  return rows[0]?.hours ?? null;
}

/** Sets hours; the same again is not written down. @throws Problem `not-found` for a team that is none. */
export async function setHours(
  tx: Tx,
  by: By,
  { teamId, hours }: { teamId: string | null; hours: Hours | null },
  now: Date,
): Promise<HeldHours | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended('hours ' || current_workspace(), 0))`.execute(tx);
  const name = teamId === null ? null : (await requireTeam(tx, teamId)).name;
  const wanted = hours === null ? null : inOrder(hours);
  const before = (await listHours(tx, now)).find((one) => one.teamId === teamId);
  if (!(await isSame(tx, before?.hours ?? null, wanted))) {
    const { entry } = await append(tx, {
      kind: 'hours.changed',
      payload: { teamId, name, hours: wanted },
      actor: by.actor,
      direction: 'internal',
      source: { name: by.source },
    });
    await applyToHours(tx, entry);
  }
  return (await listHours(tx, now)).find((one) => one.teamId === teamId) ?? null;
}

/** Intervals by their beginning, holidays by their date: so they are read, and compared. */
function inOrder({ timeZone, week, holidays }: Hours): Hours {
  const sorted = (intervals: Hours['week'][number]) =>
    intervals.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return {
    timeZone,
    week: week.map(sorted),
    holidays: holidays
      .map(({ date, name, intervals }) => ({ date, name, intervals: sorted(intervals) }))
      .sort((one, other) => (one.date < other.date ? -1 : 1)),
  };
}

async function isSame(tx: Tx, before: Hours | null, wanted: Hours | null): Promise<boolean> {
  const [one, other] = [before, wanted].map((hours) => JSON.stringify(hours));
  // The database keeps the fields of an object in an order of its own.
  const { rows } = await sql<{ same: boolean }>`select ${one}::jsonb = ${other}::jsonb as same`.execute(tx);
  return rows[0]?.same ?? false;
}

function held({ teamId, hours, changedAt }: Row, now: Date): HeldHours {
  const opening = openingAt(hours, now);
  const changesAt = opening.changesAt === null ? null : micros(opening.changesAt);
  return { teamId, hours, changedAt, isOpen: opening.isOpen, changesAt };
}
