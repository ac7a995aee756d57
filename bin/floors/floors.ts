/** The floors of the server, as floors.json lists them from the ground up. */
import type { Config } from './config.ts';
import { matches } from './glob.ts';

/** What is wrong with a step from one folder to another, and how to mend it. */
export type Step = { what: string; mend: string };

/** Whether `folder` may import `other`; `target` is checked against the contract files that a floor may use. */
export function stepProblem(
  config: Config,
  folder: string,
  other: string,
  target: string | undefined,
): Step | undefined {
  if (folder === other) return undefined;
  const [from, to] = [floorOf(folder, config), floorOf(other, config)];
  if (!from || !to) {
    return {
      what: `${from ? other : folder} is on no floor`,
      mend: 'move it into a folder of a floor, or add the folder to "floors" in floors.json.',
    };
  }
  if (to.rank > from.rank) {
    return {
      what: `${folder} (floor ${from.floor}) is below ${other} (floor ${to.floor})`,
      mend: 'move the code down, own a hook here that the upper floor implements, or follow the ledger.',
    };
  }
  if (to.rank === from.rank) return sidewaysProblem(from, to);
  if (other !== 'contract' || !target || !from.contract || from.contract.includes(target)) return undefined;
  return {
    what: `of contract/ floor ${from.floor} may import ${from.contract.join(', ')}`,
    mend: 'pass what it needs as an argument from the floor above.',
  };
}

type Standing = Config['floors'][number] & { rank: number; place: number };

function sidewaysProblem(from: Standing, to: Standing): Step | undefined {
  if (from.among === 'any' || (from.among === 'leftwards' && to.place < from.place)) return undefined;
  const law = from.among === 'none' ? 'never import one another' : `go ${from.folders.join(' ← ')}`;
  return {
    what: `folders of floor ${from.floor} ${law}`,
    mend: 'meet through entries of the ledger, an action, or a hook that a lower floor owns.',
  };
}

/** A folder's floor; a pattern is asked only when no floor names the folder itself. */
function floorOf(folder: string, { floors }: Config): Standing | undefined {
  for (const same of [(item: string) => item === folder, (item: string) => matches(folder, item)]) {
    const rank = floors.findIndex((floor) => floor.folders.some(same));
    const floor = floors[rank];
    if (floor) return { ...floor, rank, place: floor.folders.findIndex(same) };
  }
  return undefined;
}
