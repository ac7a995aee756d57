/** What is said in a conversation, and when. */

import { answering, type Member } from './business.ts';
import { atWork, day, hour, minute, second } from './calendar.ts';
import type { Texts, Topic } from './locales/texts.ts';
import type { Person } from './person.ts';
import {
  customerWrites,
  memberCloses,
  memberNotes,
  memberReads,
  memberReplies,
  memberTakes,
  openThread,
  type Thread,
} from './thread.ts';

type Values = Record<string, string>;

/** The words that fill the gaps of a conversation's texts: the same ones all through it. */
function valuesOf(person: Person): Values {
  const { random, texts } = person;
  return {
    name: person.shortName,
    agent: '',
    store: random.pick(texts.stores),
    product: random.pick(texts.coffees).name,
    order: `LL-${random.whole(20_000, 99_999)}`,
    day: random.pick(texts.days),
  };
}

/** Fills the gaps of a text. */
export function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap);
}

/** One of a person's texts with its gaps filled. */
export function said(person: Person, texts: readonly string[]): string {
  return filled(person.random.pick(texts), valuesOf(person));
}

type Talk = { thread: Thread; values: Values; person: Person; texts: Texts; known: boolean };

function customerSays(talk: Talk, after: number, texts: readonly string[], greets = false): void {
  const { person, thread, values } = talk;
  const greeting = greets ? person.random.pick(talk.texts.greetings) + talk.texts.joint : '';
  customerWrites(thread, thread.lastAt + after, greeting + filled(person.random.pick(texts), values));
}

/** The member who answers next, and when: at work, and the sooner the more the talk is under way. */
function nextAnswer(talk: Talk, haste: number): { member: Member; at: number } {
  const { person, thread, values } = talk;
  const { world, random, locale } = person;
  const { members } = world;
  const assignee = members.find((one) => one.id === thread.state?.assigneeId && one.removedAt === null);
  let member = assignee ?? random.pick(answering(world, locale, thread.lastAt));
  const at =
    atWork(thread.lastAt, member.shift) +
    Math.floor((member.answerMinutes * minute * random.spread()) / haste);
  if (member.removedAt !== null && member.removedAt <= at) member = random.pick(answering(world, locale, at));
  values.agent = member.name.split(' ')[0] ?? member.name;
  return { member, at };
}

function memberSays(talk: Talk, texts: readonly string[], haste: number, greets = false): Member {
  const { person, thread, values } = talk;
  const { random } = person;
  const { member, at } = nextAnswer(talk, haste);
  const hellos = talk.known && random.chance(0.7) ? talk.texts.hellosByName : talk.texts.hellos;
  const greeting = greets ? filled(random.pick(hellos), values) + talk.texts.joint : '';
  if (greets && random.chance(0.5)) memberReads(thread, member, at - 40 * second);
  if (greets && random.chance(0.35)) memberTakes(thread, member, at - 30 * second);
  memberReplies(thread, member, at, greeting + filled(random.pick(texts), values));
  return member;
}

function closes(talk: Talk, member: Member): void {
  const { thread, person } = talk;
  const { random } = person;
  if (random.chance(0.006)) return;
  const soon = random.chance(0.75);
  const later = soon ? random.whole(minute, 40 * minute) : random.whole(day, 3 * day);
  memberCloses(thread, member, atWork(thread.lastAt + later, member.shift) + random.whole(0, 10 * minute));
}

/** A customer asks something and is answered; some come back later in the same thread. */
export function customerAsks(
  person: Person,
  topic: Topic,
  opening: { customerId: string; known: boolean; at: number },
): Thread {
  const { random, world, texts } = person;
  const { customerId, known, at } = opening;
  const thread = openThread(person, customerId, world.inboxIds[topic.inbox], at, {
    actor: { kind: 'customer', id: customerId },
    customerName: known ? person.name : null,
  });
  const talk: Talk = { thread, values: valuesOf(person), person, texts, known };
  const [question, answer] = random.pick(topic.asked);
  customerSays(talk, 1, [question], random.chance(0.7));
  if (random.chance(0.18)) customerSays(talk, random.whole(15 * second, 2 * minute), topic.details);
  if (random.chance(0.03)) {
    closes(talk, world.owner);
    return thread;
  }
  answers(talk, topic, answer);
  if (random.chance(0.12)) comesBack(talk);
  return thread;
}

function answers(talk: Talk, topic: Topic, answer: string): void {
  const { person, thread, texts } = talk;
  const { random } = person;
  if (random.chance(0.12)) {
    const { member, at } = nextAnswer(talk, 1);
    memberNotes(thread, member, at, filled(random.pick(topic.notes), talk.values));
  }
  let member = memberSays(talk, [answer], 1, true);
  const rounds = random.chance(0.4) ? (random.chance(0.3) ? 2 : 1) : 0;
  const first = random.whole(0, topic.furtherAsked.length - 1);
  for (let round = 0; round < rounds; round++) {
    const [question, reply] = topic.furtherAsked[(first + round) % topic.furtherAsked.length] ?? ['', ''];
    customerSays(talk, customerPause(person), [question]);
    member = memberSays(talk, [reply], 2);
  }
  if (random.chance(0.58)) {
    customerSays(talk, customerPause(person), texts.thanks);
    if (random.chance(0.35)) member = memberSays(talk, texts.farewells, 3);
  }
  closes(talk, member);
}

function customerPause(person: Person): number {
  const { random } = person;
  const typical = random.chance(0.85) ? 3 * minute : 9 * hour;
  return Math.floor(typical * random.spread()) + 10 * second;
}

function comesBack(talk: Talk): void {
  const { random } = talk.person;
  const [question, answer] = random.pick(talk.texts.returns);
  customerSays(talk, random.whole(3 * day, 70 * day), [question]);
  closes(talk, memberSays(talk, [answer], 1));
}

/** A member writes to a customer first. */
export function memberAsks(person: Person, at: number): Thread {
  const { random, world, texts, locale } = person;
  const member = random.pick(answering(world, locale, at));
  const begin = atWork(at, member.shift);
  const thread = openThread(person, person.id, world.inboxIds.shop, begin, {
    actor: { kind: 'member', id: member.id },
    customerName: person.name,
  });
  const talk: Talk = { thread, values: valuesOf(person), person, texts, known: true };
  memberReplies(thread, member, thread.lastAt + 1, filled(random.pick(texts.outreach), talk.values));
  if (!random.chance(0.6)) return thread;
  customerSays(talk, customerPause(person), texts.outreachAnswers);
  closes(talk, memberSays(talk, texts.farewells, 2));
  return thread;
}
