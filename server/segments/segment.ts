/** What members do with segments. */
import { sql } from 'kysely';
import type { Condition } from '../../contract/conditions.ts';
import { Problem } from '../../contract/errors.ts';
import { type Segment, segmentsPerWorkspaceMax } from '../../contract/segments.ts';
import { type By, type MemberCaller, by as memberAs } from '../accounts/index.ts';
import { append, newId } from '../ledger/index.ts';
import { isDuplicate, type Tx } from '../platform/db/index.ts';
import { refuseCircle } from './order.ts';
import { readSegment } from './queries.ts';
import { applyToSegments } from './record.ts';
import { beginRefresh, liveSegments, lockSegments } from './store.ts';

/** So many in all, archived ones among them. */
const segmentsMax = 5 * segmentsPerWorkspaceMax;

/** Makes a segment. @throws Problem `already-exists`, `conflict` for one too many, `invalid-input` for what it names. */
export async function createSegment(
  tx: Tx,
  by: By,
  { name, condition }: { name: string; condition: Condition },
): Promise<Segment> {
  await lockSegments(tx);
  await refuseTooMany(tx);
  const segmentId = newId();
  refuseCircle({ id: segmentId, name, condition }, await liveSegments(tx));
  const { entry } = await append(tx, {
    kind: 'segment.created',
    payload: { segmentId, name, condition },
    ...recordedBy(by),
  });
  await unlessTaken(name, () => applyToSegments(tx, entry));
  await beginRefresh(tx, [segmentId]);
  return readSegment(tx, segmentId);
}

type Changes = {
  name?: string | undefined;
  condition?: Condition | undefined;
  archived?: boolean | undefined;
};

/** Owners and admins change all segments, others their own. @throws Problem `not-allowed` */
export async function changeSegment(
  tx: Tx,
  who: MemberCaller,
  id: string,
  wanted: Changes,
): Promise<Segment> {
  const { ownerId } = await readSegment(tx, id);
  if (!who.permissions.has('segments:manage') && ownerId !== who.memberId) {
    throw new Problem(
      'not-allowed',
      'This segment is somebody else’s. Make one of your own, or ask an owner or an admin to change it.',
    );
  }
  return updateSegment(tx, memberAs(who), id, wanted);
}

/** Changes a segment; what is the same already is not written down. */
export async function updateSegment(tx: Tx, by: By, id: string, wanted: Changes): Promise<Segment> {
  await lockSegments(tx);
  const before = await readSegment(tx, id);
  const changes = changesOf(before, wanted);
  if (Object.keys(changes).length === 0) return before;
  const isArchived = changes.archived ?? before.archivedAt !== null;
  if (changes.archived === true && before.usedBy.length > 0) {
    const names = before.usedBy.map(({ name }) => `“${name}”`).join(', ');
    throw new Problem('conflict', `${names} names this segment in its condition. Change that first.`);
  }
  if (changes.archived === false) await refuseTooMany(tx);
  if (!isArchived) {
    const others = (await liveSegments(tx)).filter((one) => one.id !== id);
    refuseCircle({ ...before, ...changes, id }, others);
  }
  const { entry } = await append(tx, {
    kind: 'segment.updated',
    payload: { segmentId: id, from: before.name, ...changes },
    ...recordedBy(by),
  });
  await unlessTaken(changes.name ?? before.name, () => applyToSegments(tx, entry));
  if (!isArchived && (changes.condition || changes.archived === false)) await beginRefresh(tx, [id]);
  return readSegment(tx, id);
}

function changesOf(before: Segment, wanted: Changes) {
  const isSame = JSON.stringify(wanted.condition) === JSON.stringify(before.condition);
  return {
    ...(wanted.name === undefined || wanted.name === before.name ? {} : { name: wanted.name }),
    ...(wanted.condition === undefined || isSame ? {} : { condition: wanted.condition }),
    ...(wanted.archived === undefined || wanted.archived === (before.archivedAt !== null)
      ? {}
      : { archived: wanted.archived }),
  };
}

const recordedBy = ({ actor, source }: By) => ({
  actor,
  direction: 'internal' as const,
  source: { name: source },
});

async function refuseTooMany(tx: Tx): Promise<void> {
  const { rows } = await sql<{ live: number; all: number }>`
    select count(*) filter (where archived_at is null)::integer as live, count(*)::integer as all from segments`.execute(
    tx,
  );
  const { live = 0, all = 0 } = rows[0] ?? {};
  if (live >= segmentsPerWorkspaceMax) {
    const most = `A workspace has at most ${segmentsPerWorkspaceMax} segments.`;
    throw new Problem('conflict', `${most} Archive one that you no longer need.`);
  }
  if (all >= segmentsMax) {
    throw new Problem(
      'conflict',
      `There are ${all} segments with those in the archive: take one of these back.`,
    );
  }
}

/** @throws Problem `already-exists` when another segment has the name. */
async function unlessTaken(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isDuplicate(error, 'segments_name')) throw error;
    throw new Problem('already-exists', `There is a segment named “${name}” already. Choose another name.`);
  }
}
