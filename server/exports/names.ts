/** The words for ids: who, which team, which inbox, which tag, for which reason; also of those that are gone from the lists. */
import { memberNamesOfAll } from '../accounts/index.ts';
import { listInboxes } from '../channels/index.ts';
import { listReasons, listTags } from '../conversations/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { listTeams } from '../teams/index.ts';

export type Names = ReadonlyMap<string, string>;

/** All names of a workspace, by id. */
export async function namesFor(tx: Tx): Promise<Names> {
  const lists = [
    await listTeams(tx),
    await listInboxes(tx),
    await listTags(tx),
    await listReasons(tx),
  ].flat();
  return new Map([...lists.map(({ id, name }) => [id, name] as const), ...(await memberNamesOfAll(tx))]);
}
