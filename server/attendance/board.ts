/** Who is where, as far as anybody has told: claims of this server's sockets and of other servers, which grow old. Pure. */
import { type Attended, type Doing, doings } from '../../contract/attendance.ts';

/** Somebody at a conversation: a member's id, or `customer`, who is there only while writing. */
export type Place = { workspaceId: string; conversationId: string; who: string };

export const customer = 'customer';

/** What one source says of one place. `until`: then it counts no more; `writingUntil`: then nobody writes any more. */
export type Claim = { doing: Doing; until: number; writingUntil: number };

/** By workspace, conversation, person and source. */
type Claims = Map<string, Map<string, Map<string, Map<string, Claim>>>>;

export type Board = ReturnType<typeof createBoard>;

/** An empty board. `onChange` is told of each place where what is shown became something else. */
export function createBoard(onChange: (place: Place, doing: Doing | undefined) => void) {
  const claims: Claims = new Map();
  const shownAs = new Map<string, { place: Place; doing: Doing }>();

  function look(place: Place, now: number): void {
    const key = keyOf(place);
    const doing = strongest(sourcesOf(claims, place)?.values() ?? [], place.who, now);
    if (doing === shownAs.get(key)?.doing) return;
    if (doing === undefined) shownAs.delete(key);
    else shownAs.set(key, { place, doing });
    onChange(place, doing);
  }

  return {
    /** Takes what a source says of a place; undefined: nothing any more. */
    put(place: Place, source: string, claim: Claim | undefined, now: number): void {
      if (claim) open(claims, place).set(source, claim);
      else close(claims, place, source);
      look(place, now);
    },
    /** Forgets what is too old, and tells of it. */
    age(now: number): void {
      for (const { place, source, claim } of [...all(claims)]) {
        if (claim.until <= now) close(claims, place, source);
        look(place, now);
      }
    },
    /** Forgets all that a source said. */
    drop(source: string, now: number): void {
      for (const one of [...all(claims)]) {
        if (one.source !== source) continue;
        close(claims, one.place, source);
        look(one.place, now);
      }
    },
    /** Everybody at a conversation. */
    at(workspaceId: string, conversationId: string, now: number): Attended {
      const there = [...(claims.get(workspaceId)?.get(conversationId) ?? [])].flatMap(([who, sources]) => {
        const doing = strongest(sources.values(), who, now);
        return doing ? [{ who, doing }] : [];
      });
      const members = there.filter(({ who }) => who !== customer);
      return {
        conversationId,
        members: members
          .map(({ who, doing }) => ({ memberId: who, doing }))
          .sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
        isCustomerWriting: members.length < there.length,
      };
    },
    /** Every place where somebody is. */
    shown: (): { place: Place; doing: Doing }[] => [...shownAs.values()],
    conversations: (workspaceId: string): string[] => [...(claims.get(workspaceId)?.keys() ?? [])],
    isEmpty: () => claims.size === 0,
  };
}

/** What a person does by all that is said of them: the most that anybody says, for several tabs are one person. */
function strongest(claims: Iterable<Claim>, who: string, now: number): Doing | undefined {
  let rank = -1;
  for (const claim of claims)
    rank = Math.max(rank, doings.indexOf(doingAt(claim, who, now) ?? ('' as Doing)));
  return doings[rank];
}

function doingAt({ doing, until, writingUntil }: Claim, who: string, now: number): Doing | undefined {
  if (until <= now) return undefined;
  if (writingUntil > now || !isWriting(doing)) return doing;
  return who === customer ? undefined : 'viewing';
}

/** Whether somebody who does this writes. */
export function isWriting(doing: Doing): boolean {
  return doing === 'noting' || doing === 'replying';
}

function keyOf({ workspaceId, conversationId, who }: Place): string {
  return `${workspaceId} ${conversationId} ${who}`;
}

function sourcesOf(claims: Claims, { workspaceId, conversationId, who }: Place) {
  return claims.get(workspaceId)?.get(conversationId)?.get(who);
}

function open(claims: Claims, { workspaceId, conversationId, who }: Place): Map<string, Claim> {
  return ensure(ensure(ensure(claims, workspaceId), conversationId), who);
}

function ensure<Inner extends Map<string, unknown>>(map: Map<string, Inner>, key: string): Inner {
  const there = map.get(key) ?? (new Map() as Inner);
  map.set(key, there);
  return there;
}

function close(claims: Claims, place: Place, source: string): void {
  const room = claims.get(place.workspaceId);
  const conversation = room?.get(place.conversationId);
  const sources = conversation?.get(place.who);
  sources?.delete(source);
  if (sources?.size === 0) conversation?.delete(place.who);
  if (conversation?.size === 0) room?.delete(place.conversationId);
  if (room?.size === 0) claims.delete(place.workspaceId);
}

function* all(claims: Claims): Generator<{ place: Place; source: string; claim: Claim }> {
  for (const [workspaceId, room] of claims)
    for (const [conversationId, people] of room)
      for (const [who, sources] of people)
        for (const [source, claim] of sources)
          yield { place: { workspaceId, conversationId, who }, source, claim };
}
