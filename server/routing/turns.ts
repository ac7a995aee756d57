/** Whose turn it is: what each team gave to each member last, as a read model of what was given. */
import { sql } from 'kysely';
import type { Entry } from '../../contract/entries.ts';
import type { By } from '../accounts/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';

/** Kinds that change whose turn it is. */
export const turnKinds = ['conversation.assigned'] as const;

/** Who hands out. */
export const router: By = { actor: { kind: 'system', id: null }, source: 'routing' };

/** What an entry means to the turns: nothing, unless a team gave something by itself. */
export async function applyToTurns(
  tx: Tx,
  { payload, position, source }: Entry<'conversation.assigned'>,
): Promise<void> {
  const { memberId, teamId } = payload;
  if (source.name !== router.source || memberId === null || !teamId) return;
  const [epoch, xid, seq] = position.split('.');
  await sql`
    insert into routing_turns as t (team_id, member_id, epoch, xid, seq)
    values (${teamId}, ${memberId}, ${epoch}::integer, ${xid}::xid8, ${seq}::bigint)
    on conflict (workspace_id, team_id, member_id)
    do update set epoch = excluded.epoch, xid = excluded.xid, seq = excluded.seq
    where (t.epoch, t.xid, t.seq) < (excluded.epoch, excluded.xid, excluded.seq)`.execute(tx);
}

/** The members of these teams whom they gave something, by team, whoever got it longest ago first. */
export async function readTurns(
  tx: Tx,
  teamIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ teamId: string; memberId: string }>`
    select team_id as "teamId", member_id as "memberId" from routing_turns
    where team_id = any(${arrayText(teamIds)}::uuid[]) order by epoch, xid, seq`.execute(tx);
  const byTeam = Map.groupBy(rows, ({ teamId }) => teamId);
  return new Map([...byTeam].map(([teamId, some]) => [teamId, some.map(({ memberId }) => memberId)]));
}
