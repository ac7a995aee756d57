/** The business of the demo: Lantern & Leaf, cafés in three cities and a web shop. */

import { type Locale, locales } from '../../contract/ids.ts';
import type { Role } from '../../contract/permissions.ts';
import { day, type Shift } from './calendar.ts';
import { en } from './locales/en.ts';
import { ptBr } from './locales/pt-br.ts';
import type { Texts } from './locales/texts.ts';
import { zhCn } from './locales/zh-cn.ts';
import { randomFrom } from './random.ts';

export const businessName = 'Lantern & Leaf';
/** A domain that nobody can own (RFC 2606). */
export const site = 'https://lantern-leaf.example';
export const mailDomain = 'lantern-leaf.example';

/** How long the story is. */
export const storyDays = 365;
/** The team began a little earlier. */
const openingDays = 21;

export const placesByLocale: Record<Locale, { texts: Texts; zoneHours: number; share: number }> = {
  en: { texts: en, zoneHours: 0, share: 0.36 },
  'zh-CN': { texts: zhCn, zoneHours: 8, share: 0.3 },
  'pt-BR': { texts: ptBr, zoneHours: -3, share: 0.34 },
};

export type Member = {
  id: string;
  name: string;
  email: string;
  role: Role;
  locale: Locale;
  joinedAt: number;
  removedAt: number | null;
  /** Who takes over when this one leaves. */
  successorId: string | null;
  shift: Shift;
  /** Half of the answers take longer than this, at work. */
  answerMinutes: number;
};

type Person = Omit<Member, 'id' | 'email' | 'joinedAt' | 'removedAt' | 'successorId' | 'shift'> & {
  mailName: string;
  /** Share of the year after which the person came and went. */
  joined: number;
  left?: number;
  successor?: string;
  hours: [number, number];
  weekdays: readonly number[];
};

const weekdays = [1, 2, 3, 4, 5];
const withSaturday = [1, 2, 3, 4, 5, 6];
const everyDay = [0, 1, 2, 3, 4, 5, 6];

const people: readonly Person[] = [
  {
    name: 'Marina Duarte',
    mailName: 'demo',
    role: 'owner',
    locale: 'pt-BR',
    joined: 0,
    hours: [8, 19],
    weekdays,
    answerMinutes: 22,
  },
  {
    name: 'Oliver Grant',
    mailName: 'oliver',
    role: 'admin',
    locale: 'en',
    joined: 0,
    hours: [8, 18],
    weekdays,
    answerMinutes: 31,
  },
  {
    name: '林悦',
    mailName: 'yue.lin',
    role: 'agent',
    locale: 'zh-CN',
    joined: 0,
    hours: [9, 19],
    weekdays: everyDay,
    answerMinutes: 6,
  },
  {
    name: 'Beatriz Nogueira',
    mailName: 'beatriz',
    role: 'agent',
    locale: 'pt-BR',
    joined: 0,
    hours: [9, 20],
    weekdays: withSaturday,
    answerMinutes: 9,
  },
  {
    name: 'Jack Doyle',
    mailName: 'jack',
    role: 'agent',
    locale: 'en',
    joined: 0,
    left: 0.27,
    successor: 'priya',
    hours: [9, 17],
    weekdays,
    answerMinutes: 48,
  },
  {
    name: '陈浩',
    mailName: 'hao.chen',
    role: 'agent',
    locale: 'zh-CN',
    joined: 0.02,
    left: 0.61,
    successor: 'yue.lin',
    hours: [10, 20],
    weekdays: withSaturday,
    answerMinutes: 14,
  },
  {
    name: 'Priya Nair',
    mailName: 'priya',
    role: 'agent',
    locale: 'en',
    joined: 0.2,
    hours: [8, 20],
    weekdays: withSaturday,
    answerMinutes: 8,
  },
  {
    name: 'Helen Brooks',
    mailName: 'helen',
    role: 'viewer',
    locale: 'en',
    joined: 0.4,
    hours: [9, 17],
    weekdays,
    answerMinutes: 60,
  },
];

export type Office = { id: string; locale: Locale; name: string; domain: string };

/** Everything that the story takes place in. Ids depend on the seed alone, so that a second run is noticed. */
export type World = {
  seed: number;
  workspaceId: string;
  inboxIds: { shop: string; stores: string };
  /** Companies whose people order for the office. */
  offices: readonly Office[];
  members: readonly Member[];
  owner: Member;
  openedAt: number;
  start: number;
  end: number;
};

/** A fixed time for the ids of the frame: 2025-01-01. */
const frameMilliseconds = 1_735_689_600_000;

/** The world of a seed, whose year ends at `end` (microseconds). */
export function worldOf(seed: number, end: number): World {
  const random = randomFrom(seed, 0x1a27e4);
  const id = () => random.id(frameMilliseconds);
  const start = end - storyDays * day;
  const openedAt = start - openingDays * day;
  const at = (share: number) => openedAt + Math.floor(share * (end - openedAt));
  const ids = new Map(people.map((person) => [person.mailName, id()]));
  const members = people.map((person): Member => {
    const { mailName, joined, left, successor, hours, weekdays: days, ...rest } = person;
    const zoneHours = placesByLocale[person.locale].zoneHours;
    return {
      ...rest,
      id: ids.get(mailName) ?? '',
      email: `${mailName}@${mailDomain}`,
      joinedAt: at(joined),
      removedAt: left === undefined ? null : at(left),
      successorId: successor === undefined ? null : (ids.get(successor) ?? null),
      shift: { zoneHours, from: hours[0], to: hours[1], weekdays: days },
    };
  });
  const [owner] = members;
  if (!owner) throw new Error('A business has an owner.');
  return {
    seed,
    workspaceId: id(),
    inboxIds: { shop: id(), stores: id() },
    offices: locales.flatMap((locale) =>
      placesByLocale[locale].texts.offices.map(([name, domain]) => ({
        id: id(),
        locale,
        name,
        domain: `${domain}.example`,
      })),
    ),
    members,
    owner,
    openedAt,
    start,
    end,
  };
}

/** Who may answer in a language at a time: those of the place, or else the owner. */
export function answering(world: World, locale: Locale, at: number): readonly Member[] {
  const there = world.members.filter(
    (member) =>
      member.locale === locale &&
      member.role !== 'viewer' &&
      member.joinedAt <= at &&
      (member.removedAt === null || member.removedAt > at),
  );
  return there.length > 0 ? there : [world.owner];
}
