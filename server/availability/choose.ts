/** Choosing to be online or away, and handing over what one has. */
import type { Availability } from '../../contract/availability.ts';
import { Problem } from '../../contract/errors.ts';
import type { AvailabilityChoice } from '../../contract/team-entries.ts';
import { type By, by, isMember, type MemberCaller } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { readAvailability } from './queries.ts';
import { lockAvailability, record } from './record.ts';

/**
 * Gives what is in a member's care back to teams, to another, or to nobody; answers how many of these conversations were
 * open, and how many went to teams. It comes before anything is written, so that it can take its locks first.
 */
export type HandOver = (
  tx: Tx,
  by: By,
  fromId: string,
  toId: string | null,
) => Promise<{ open: number; toTeams: number }>;

type Choice = { memberId: string; choice: AvailabilityChoice; handOverTo: string | null };

/** Chooses for oneself, or as an owner or admin for somebody else. @throws Problem `not-allowed`, `not-found`, `conflict`. */
export async function setAvailability(
  tx: Tx,
  who: MemberCaller,
  { memberId, choice, handOverTo }: Choice,
  handOver: HandOver,
): Promise<{ availability: Availability; handedOver: number; toTeams: number }> {
  const isOwn = memberId === who.memberId;
  if (!(await isMember(tx, memberId))) throw new Problem('not-found', 'There is no such member.');
  if (!isOwn && !who.permissions.has('members:manage')) {
    throw new Problem('not-allowed', 'An owner or an admin can choose for somebody else.');
  }
  const handsOver = choice === 'handing-over';
  if (handsOver) await requireReceiver(tx, who, memberId, handOverTo);
  await lockAvailability(tx, memberId);
  const before = await readOne(tx, memberId);
  const nothing = { open: 0, toTeams: 0 };
  const { open, toTeams } = handsOver ? await handOver(tx, by(who), memberId, handOverTo) : nothing;
  if (before.choice !== choice || open > 0) {
    await record(tx, by(who), isOwn ? 'availability.chosen' : 'availability.set', {
      memberId,
      choice,
      handedOver: handsOver ? { to: handOverTo, open, toTeams } : null,
    });
  }
  return { availability: await readOne(tx, memberId), handedOver: open, toTeams };
}

async function requireReceiver(
  tx: Tx,
  who: MemberCaller,
  memberId: string,
  handOverTo: string | null,
): Promise<void> {
  if (!who.permissions.has('conversations:write')) {
    throw new Problem(
      'not-allowed',
      'Whoever may assign conversations can hand them over. Choose to be away.',
    );
  }
  if (handOverTo === null) return;
  if (handOverTo === memberId || !(await isMember(tx, handOverTo))) {
    throw new Problem('conflict', 'Hand over to somebody else who works here, or to nobody.');
  }
}

async function readOne(tx: Tx, memberId: string): Promise<Availability> {
  const [availability] = await readAvailability(tx, [memberId]);
  if (!availability) throw new Error('Every id that is asked for is answered.');
  return availability;
}
