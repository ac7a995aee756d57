/** Who a customer of the demo is. */
import type { Entry, EntryKind, Identity } from '../../contract/entries.ts';
import { type Locale, locales } from '../../contract/ids.ts';
import { placesByLocale, type World } from './business.ts';
import { day, visitingTime } from './calendar.ts';
import { entryOf, type Happening } from './draft.ts';
import type { Texts } from './locales/texts.ts';
import { type Random, randomFrom } from './random.ts';

/** How the business came to know somebody. */
type Acquaintance = 'visitor' | 'recognised' | 'user' | 'written-down';

const acquaintances: readonly { kind: Acquaintance; weight: number }[] = [
  { kind: 'visitor', weight: 38 },
  { kind: 'recognised', weight: 22 },
  { kind: 'user', weight: 25 },
  { kind: 'written-down', weight: 15 },
];

export type Person = {
  world: World;
  /** In the order of arrival. */
  index: number;
  random: Random;
  id: string;
  kind: Acquaintance;
  locale: Locale;
  texts: Texts;
  zoneHours: number;
  arrivedAt: number;
  /** Goes into the ids of everything about this person. */
  filedAt: number;
  name: string;
  /** As the team addresses them. */
  shortName: string;
  /** What a signed token says of them. */
  proven: Identity[];
  /** What a member who writes them down knows. */
  told: Identity[];
  /** As the widget knows them before they say who they are. */
  visitor: Identity;
};

/** More people find the business as the year goes on. */
const growth = 1.3;
const phoneShare = 0.4;

/** The customer number `index` of `count`, in the order of their arrival. */
export function personOf(world: World, index: number, count: number): Person {
  const random = randomFrom(world.seed, index, 0x51ee7);
  const locale = random.weighted(locales.map((name) => ({ name, weight: placesByLocale[name].share }))).name;
  const { texts, zoneHours } = placesByLocale[locale];
  const share = ((index + random.next()) / count) ** (1 / growth);
  const around = world.start + Math.floor(share * (world.end - world.start));
  const arrivedAt = notAfter(world.end, visitingTime(random, around, zoneHours));
  const filedAt = Math.floor(around / 1_000);
  const given = random.pick(texts.givenNames);
  const family = random.pick(texts.familyNames);
  const name = texts.fullName(given[0], family[0]);
  const email: Identity = {
    kind: 'email',
    value: `${given[1]}.${family[1]}.${index}@mail.example`,
    verified: true,
  };
  const hasPhone = locale === 'en' && random.chance(phoneShare);
  const phone: Identity[] = hasPhone
    ? [{ kind: 'phone', value: inventedPhone(random), verified: false }]
    : [];
  return {
    world,
    index,
    random,
    id: random.id(filedAt),
    kind: random.weighted(acquaintances).kind,
    locale,
    texts,
    zoneHours,
    arrivedAt,
    filedAt,
    name,
    shortName: locale === 'zh-CN' ? name : given[0],
    proven: [{ kind: 'user', value: String(100_000 + index), verified: true }, email, ...phone],
    told: [{ ...email, verified: false }, ...phone],
    visitor: { kind: 'visitor', value: random.id(filedAt), verified: false },
  };
}

/** An entry about this person. */
export function filed<K extends EntryKind>(person: Person, happening: Happening<K>): Entry {
  return entryOf(person.world, person.random, person.filedAt, { customerId: person.id, ...happening });
}

/** Numbers that Ofcom keeps free for stories; other countries have none that surely belong to nobody. */
function inventedPhone(random: Random): string {
  return `+447700900${String(random.whole(0, 999)).padStart(3, '0')}`;
}

function notAfter(end: number, at: number): number {
  let moved = at;
  while (moved >= end) moved -= day;
  return moved;
}
