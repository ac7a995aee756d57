/** The debugger's log: the newest calls of a workspace, all that were odd and a sample of a flood. */
import { sql } from 'kysely';
import type { CollectedCall, SetAsideReason } from '../../contract/collect.ts';
import type { Origin, PropertyType } from '../../contract/entries.ts';
import { newId } from '../ledger/index.ts';
import { arrayText, clean, type Tx } from '../platform/db/index.ts';
import type { Parsed, Said } from './parse.ts';

/** So many of each sort stay. */
const keptMax = 500;
const oddMax = 1_000;
const keptDays = 30;
/** So much of a call is shown; of one that was set aside all that a call may have. */
const rawLengthMax = 4_000;
const setAsideLengthMax = 32 * 1024;
/** Calls in order that a second adds at most. */
const keptPerSecondMax = 20;
/** Rows are removed once in so many writes. */
const writesPerSweep = 50;

type LogLine = Omit<CollectedCall, 'id'>;

/** A call, and what became of it. */
export type Outcome = {
  call: Parsed;
  verified: boolean;
  origin: Origin;
  receivedAt: string;
  isRepeated: boolean;
  customerId: string | null;
  /** What was odd about it besides what the call itself shows. */
  warnings: readonly (string | { code: string; detail: string })[];
};

/** How it is shown. Made for those that are written down only: of a flood, most are not. */
function lineOf(outcome: Outcome): LogLine {
  const { call, verified, origin, receivedAt, customerId, isRepeated } = outcome;
  const later = outcome.warnings.map((one) => (typeof one === 'string' ? { code: one, detail: '' } : one));
  const from = { property: origin.property, keyName: origin.key };
  const common = { customerId, verified, ...from, warnings: [...call.warnings, ...later], receivedAt };
  if ('setAside' in call) {
    const reason: SetAsideReason = call.setAside;
    const raw = rawOf(call.raw, setAsideLengthMax);
    const nobody = { messageId: null, userId: null, anonymousId: null };
    const detail = { code: reason, detail: call.detail };
    return {
      ...common,
      ...nobody,
      outcome: 'set-aside',
      type: textOf(call.raw, 'type'),
      name: textOf(call.raw, 'event'),
      warnings: [detail, ...common.warnings],
      reason,
      raw,
    };
  }
  const { said, messageId, userId, anonymousId } = call;
  return {
    ...common,
    outcome: isRepeated ? 'repeated' : 'kept',
    type: said.type,
    name: nameOf(said),
    messageId,
    userId,
    anonymousId,
    reason: null,
    raw: rawOf(call.raw, rawLengthMax),
  };
}

/** What stands beside the type: a name, or the id that the call is about. */
function nameOf(said: Said): string | null {
  if (said.type === 'group') return said.groupId;
  if (said.type === 'alias') return said.previousId;
  return 'name' in said ? said.name : null;
}

function rawOf(raw: unknown, lengthMax: number): string {
  let text: string;
  try {
    text = JSON.stringify(raw, withoutAddress);
  } catch {
    // Nested so deep that it can't be written again.
    text = '…';
  }
  return text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;
}

/** Addresses of the network are not kept, here neither; and a signed token is nobody's to read. */
function withoutAddress(key: string, value: unknown): unknown {
  return key === 'ip' || key === 'identityToken' ? undefined : value;
}

/** A field of what is set aside, as far as it is a short text. */
function textOf(raw: unknown, key: string): string | null {
  const value = raw !== null && typeof raw === 'object' ? (raw as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value.slice(0, 200) : null;
}

/** How many calls in order may still be written down in this second. */
export type LogPace = { take: (wanted: number) => number; isSweep: () => boolean };

/** One pace for a workspace; `now` in milliseconds. */
export function createPace(now: () => number): LogPace {
  let second = 0;
  let left = keptPerSecondMax;
  let writes = 0;
  return {
    take(wanted) {
      const at = Math.floor(now() / 1_000);
      if (at !== second) {
        second = at;
        left = keptPerSecondMax;
      }
      const taken = Math.min(wanted, left);
      left -= taken;
      return taken;
    },
    isSweep: () => writes++ % writesPerSweep === 0,
  };
}

const isOdd = ({ call, warnings }: Outcome): boolean =>
  'setAside' in call || call.warnings.length > 0 || warnings.length > 0;

/** Writes calls down, as many as the pace allows; the odd ones all, as far as they would stay. */
export async function writeLog(tx: Tx, outcomes: readonly Outcome[], pace: LogPace): Promise<void> {
  const odd = outcomes.filter(isOdd).slice(-oddMax);
  const normal = outcomes.filter((outcome) => !isOdd(outcome));
  const told = [...normal.slice(0, pace.take(normal.length)), ...odd];
  const rows = clean(told.map((outcome) => ({ ...lineOf(outcome), isOdd: isOdd(outcome) })));
  if (rows.length === 0) return;
  const of = (part: (line: LogLine & { isOdd: boolean }) => string | boolean | null) =>
    arrayText(rows.map(part));
  // All of it is sent at once: the commit travels behind.
  const inserting = sql`
    insert into collected_calls (id, received_at, outcome, odd, type, name, message_id, user_id, anonymous_id,
      customer_id, verified, warnings, reason, raw, property, key_name)
    select * from unnest(${of(() => newId())}::uuid[], ${of(({ receivedAt }) => receivedAt)}::timestamptz[],
      ${of(({ outcome }) => outcome)}::text[], ${of((line) => line.isOdd)}::boolean[], ${of(({ type }) => type)}::text[],
      ${of(({ name }) => name)}::text[], ${of(({ messageId }) => messageId)}::text[],
      ${of(({ userId }) => userId)}::text[], ${of(({ anonymousId }) => anonymousId)}::text[],
      ${of(({ customerId }) => customerId)}::uuid[], ${of(({ verified }) => verified)}::boolean[],
      ${of(({ warnings }) => JSON.stringify(warnings))}::jsonb[], ${of(({ reason }) => reason)}::text[],
      ${of(({ raw }) => raw)}::text[], ${of(({ property }) => property)}::text[],
      ${of(({ keyName }) => keyName)}::text[])`.execute(tx);
  const isSweep = pace.isSweep() || odd.length > oddMax / 2;
  await Promise.all([inserting, ...(isSweep ? [sweep(tx, false, keptMax), sweep(tx, true, oddMax)] : [])]);
}

/** Removes what is beyond the bound. Two that sweep at once don't wait for one another's rows. */
async function sweep(tx: Tx, odd: boolean, max: number): Promise<void> {
  await sql`
    delete from collected_calls where id in (
      select id from collected_calls
      where odd = ${odd} and (
        received_at < now() - make_interval(days => ${keptDays})
        or id <= (select id from collected_calls where odd = ${odd} order by id desc offset ${max} limit 1))
      for update skip locked)`.execute(tx);
}

type Asked = {
  only: 'all' | 'odd';
  property?: PropertyType | undefined;
  key?: string | undefined;
  limit: number;
};

/** The newest calls. */
export async function listCollectedCalls(
  tx: Tx,
  { only, property, key, limit }: Asked,
): Promise<CollectedCall[]> {
  const newest = (odd: boolean) => sql`
    (select * from collected_calls where odd = ${odd} and (${property ?? null}::text is null or property = ${property ?? null})
      and (${key ?? null}::text is null or key_name = ${key ?? null}) order by id desc limit ${limit})`;
  const from = only === 'odd' ? newest(true) : sql`(${newest(true)} union all ${newest(false)})`;
  const { rows } = await sql<{ json: CollectedCall }>`
    select json_build_object('id', c.id, 'outcome', c.outcome, 'type', c.type, 'name', c.name,
      'messageId', c.message_id, 'userId', c.user_id, 'anonymousId', c.anonymous_id,
      'customerId', root_of(c.customer_id), 'verified', c.verified, 'warnings', c.warnings, 'reason', c.reason,
      'property', c.property, 'keyName', c.key_name, 'raw', c.raw, 'receivedAt', rfc3339(c.received_at)) as json
    from ${from} c order by c.id desc limit ${limit}`.execute(tx);
  return rows.map(({ json }) => json);
}
