/** Whom a note may mention: who works here, and teams that there are. */
import { Problem } from '../../contract/errors.ts';
import type { Mention } from '../../contract/mentions.ts';
import { membersAmong } from '../accounts/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { teamsAmong } from '../teams/index.ts';

/**
 * Refuses a mention of nobody. Who is removed at this very moment may still be mentioned: the text names them, and nobody
 * is waited for. @throws Problem `conflict`.
 */
export async function requireMentioned(tx: Tx, mentions: readonly Mention[]): Promise<void> {
  const idsOf = (kind: Mention['kind']) => [
    ...new Set(mentions.filter((one) => one.kind === kind).map(({ id }) => id)),
  ];
  const [members, teams] = [idsOf('member'), idsOf('team')];
  if (members.length > 0 && (await membersAmong(tx, members)).length < members.length)
    throw new Problem('conflict', 'One whom you mention does not work here any more. Take the mention out.');
  if (teams.length > 0 && (await teamsAmong(tx, teams)).length < teams.length)
    throw new Problem('conflict', 'A team that you mention is no longer there. Take the mention out.');
}
