/**
 * A condition as SQL. What people typed becomes parameters; names of columns and operators are chosen from what is written
 * here. A test is never null. `changes` are the times after now at which the answer may be another one although nothing
 * happens: the earliest is when to look again.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Condition, Leaf } from '../../contract/conditions.ts';
import type { StageLine } from '../../contract/stages.ts';
import {
  attributeOf,
  consentOf,
  hasIdentity,
  isRestricted,
  isThere,
  knownOf,
  languageOf,
  profileOf,
  stageMarking,
} from '../customers/index.ts';
import { countHappened, firstHappened, type Happening, newestMarked } from '../ledger/index.ts';
import { firstOrderAt, lastOrderAt, type OrderSpan, orderCount, orderNet } from '../orders/index.ts';
import {
  dateChange,
  dateFits,
  numberFits,
  spanFits,
  timesFit,
  timesMax,
  valueChange,
  valueFits,
} from './tests.ts';

type Sql = RawBuilder<unknown>;
/** What a condition is compiled for: the time, and the rule of stages. */
export type Circumstances = { now: string; stages: readonly StageLine[] };
export type Compiled = { test: Sql; changes: Sql[] };

/** The surviving customer's id in the statements. */
const who = sql`who.id`;

/** Whether the condition fits the customer of the row `who`, and when to look again. */
export function compile(condition: Condition, circumstances: Circumstances): Compiled {
  const { test, changes } = compilePart(condition, circumstances);
  return { test: sql`(${isThere(who)} and not ${isRestricted(who)} and ${test})`, changes };
}

function compilePart(part: Condition, circumstances: Circumstances): Compiled {
  const { test, changes } =
    'of' in part ? compileGroup(part, circumstances) : compileLeaf(part, circumstances);
  return { test: part.not ? sql`not ${test}` : test, changes };
}

function compileGroup(group: Extract<Condition, { of: unknown }>, circumstances: Circumstances): Compiled {
  const parts = group.of.map((part) => compilePart(part, circumstances));
  const between = group.type === 'all' ? sql` and ` : sql` or `;
  return {
    test: sql`(${sql.join(
      parts.map(({ test }) => test),
      between,
    )})`,
    changes: parts.flatMap(({ changes }) => changes),
  };
}

const steady = (test: Sql): Compiled => ({ test: sql`coalesce(${test}, false)`, changes: [] });

function compileLeaf(leaf: Leaf, { now: time, stages }: Circumstances): Compiled {
  const now = sql`${time}::timestamptz`;
  switch (leaf.type) {
    case 'attribute':
    case 'known': {
      const value = leaf.type === 'attribute' ? attributeOf(who, leaf.name) : knownOf(who, leaf.field);
      return { test: valueFits(value, leaf.test, now), changes: valueChange(value, leaf.test, now) };
    }
    case 'did':
      return compileDid(leaf, now);
    case 'orders': {
      const span = spanOf(leaf, now);
      return {
        test: timesFit(orderCount(who, span), leaf.times),
        changes: leaving(leaf, firstOrderAt(who, span)),
      };
    }
    case 'spent': {
      const span = spanOf(leaf, now);
      return {
        test: numberFits(orderNet(who, leaf.currency, span), leaf.test),
        changes: leaving(leaf, firstOrderAt(who, span)),
      };
    }
    case 'lastOrder':
      return {
        test: dateFits(lastOrderAt(who), leaf.test, now),
        changes: dateChange(lastOrderAt(who), leaf.test, now),
      };
    case 'consent': {
      const said = consentOf(who, leaf.channel, leaf.topic);
      if (leaf.said === 'nothing') return steady(sql`${said} is null`);
      return steady(leaf.said === 'yes' ? said : sql`not ${said}`);
    }
    case 'language': {
      const spoken = sql`lower(${languageOf(who)})`;
      const wanted = leaf.language.toLowerCase();
      return steady(sql`(${spoken} = ${wanted} or starts_with(${spoken}, ${`${wanted}-`}))`);
    }
    case 'channel':
      return steady(sql`${profileOf(who, 'channel')} is not distinct from ${leaf.channel}::text`);
    case 'owner':
      return steady(sql`${profileOf(who, 'ownerId')} is not distinct from ${leaf.memberId}::text`);
    case 'identity':
      return steady(hasIdentity(who, leaf.kind, leaf.verified));
    case 'stage': {
      const stage = sql`(select s.value from ${newestMarked(who, stageMarking(stages))} s)`;
      return steady(sql`${stage} is not distinct from ${leaf.stage}::text`);
    }
    case 'segment':
      return steady(sql`exists (
        select from ids_of(${who}) own(id) cross join lateral (
          select from segment_members where segment_id = ${leaf.segmentId} and customer_id = own.id limit 1
        ) m)`);
  }
}

type Did = Extract<Leaf, { type: 'did' }>;

function compileDid(leaf: Did, now: Sql): Compiled {
  const fits = [spanFits(sql`e.occurred_at`, leaf.when, now)];
  if (leaf.name !== undefined) fits.push(sql`e.payload ->> 'name' = ${leaf.name}`);
  const { property, key } = leaf.origin ?? {};
  if (property !== undefined) fits.push(sql`e.payload -> 'origin' ->> 'property' = ${property}`);
  if (key !== undefined) fits.push(sql`e.payload -> 'origin' ->> 'key' = ${key}`);
  // Of an event any property; of others the details that the contract lists.
  const details = leaf.kind === 'event.tracked' ? sql`e.payload -> 'properties'` : sql`e.payload`;
  for (const { name, test } of leaf.where ?? [])
    fits.push(valueFits(sql`${details} -> ${name}::text`, test, now));
  const happening: Happening = { kind: leaf.kind, where: sql.join(fits, sql` and `) };
  const changes = leaving(leaf, firstHappened(who, happening));
  return { test: timesFit(countHappened(who, happening, timesMax(leaf.times)), leaf.times), changes };
}

type Spanned = Extract<Leaf, { type: 'did' | 'orders' | 'spent' }>;

function spanOf({ when }: Spanned, now: Sql): OrderSpan {
  return { where: (at) => spanFits(at, when, now) };
}

/** When the first of what lies within the last days is no longer within them. */
function leaving({ when }: Spanned, first: Sql): Sql[] {
  return when?.op === 'within' ? [sql`${first} + make_interval(hours => ${when.days * 24}::integer)`] : [];
}
