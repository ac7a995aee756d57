/** What of who is there is said aloud: that somebody came, and the first time that they write. Pure. */
import { type Attended, doings } from '../../../contract/attendance.ts';

type One = Attended['members'][number];

/** `most` is the most that was said of each who is there; `fresh` what is to be said now. */
export type News = { of: readonly One[]; most: ReadonlyMap<string, number>; fresh: readonly One[] };

/** What is to be said after what was said before; the same object while nobody's doing changes. */
export function news(before: News | undefined, others: readonly One[]): News {
  if (before && isSame(before.of, others)) return before;
  const most = new Map<string, number>();
  const fresh: One[] = [];
  for (const one of others) {
    const said = before?.most.get(one.memberId) ?? 0;
    const rank = doings.indexOf(one.doing);
    if (rank > said && before) fresh.push(one);
    most.set(one.memberId, Math.max(rank, said));
  }
  return { of: others, most, fresh };
}

function isSame(a: readonly One[], b: readonly One[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => one.memberId === b[at]?.memberId && one.doing === b[at]?.doing)
  );
}
