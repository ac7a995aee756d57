/** Beginning a bulk: what can't be done to any conversation is refused before the first. */
import { type RawBuilder, sql } from 'kysely';
import { type Bulk, type BulkAction, bulkMax } from '../../contract/bulks.ts';
import { Problem } from '../../contract/errors.ts';
import type { ViewFilter } from '../../contract/view-filter.ts';
import { isMember, type MemberCaller } from '../accounts/index.ts';
import { idsInView, readTag, settleReason } from '../conversations/index.ts';
import { arrayText, type Tx } from '../platform/db/index.ts';
import { requireTeam } from '../teams/index.ts';
import { insertBulk, readBulk } from './store.ts';

type Asked = {
  conversationIds?: readonly string[] | undefined;
  filter?: ViewFilter | undefined;
  actions: readonly BulkAction[];
};

/** Writes down what is to be done, and to which conversations. @throws Problem when one is under way, or it is too much. */
export async function startBulk(
  tx: Tx,
  { memberId, source }: MemberCaller,
  viewer: Parameters<typeof idsInView>[0],
  { conversationIds, filter, actions }: Asked,
): Promise<Bulk> {
  for (const action of actions) await refuseImpossible(tx, action, viewer.now);
  const id = await insertBulk(
    tx,
    { memberId, source, actions },
    conversationIds ? named(conversationIds) : idsInView(viewer, filter ?? {}, bulkMax + 1),
  );
  return readBulk(tx, memberId, id);
}

function named(ids: readonly string[]): RawBuilder<unknown> {
  return sql`
    select id, min(place) as place from unnest(${arrayText(ids)}::uuid[]) with ordinality c(id, place) group by id`;
}

async function refuseImpossible(tx: Tx, action: BulkAction, now: Date): Promise<void> {
  if (action.type === 'assign' && action.memberId !== null && !(await isMember(tx, action.memberId)))
    throw new Problem('conflict', 'There is no such member. Choose somebody who works here.');
  if (action.type === 'assign-team' && action.teamId !== null) await requireTeam(tx, action.teamId);
  if (action.type === 'close') await settleReason(tx, action.reasonId);
  if (action.type === 'untag') await readTag(tx, action.tagId);
  if (action.type === 'tag' && (await readTag(tx, action.tagId)).archived)
    throw new Problem('conflict', 'This tag is archived. Choose one that is in use.');
  if (action.type === 'snooze' && action.until !== null && new Date(action.until) <= now)
    throw new Problem('invalid-input', 'This time is over. Choose one that is still to come.');
}
