/** Requests of one workspace, written in one transaction: one statement a table, however many calls they hold. */
import { provenSenders } from '../accounts/index.ts';
import { aliasCustomers, attribute, reportTraits } from '../customers/index.ts';
import { appendNew, type MachineEntry, newId, recordedIds } from '../ledger/index.ts';
import { LastStatements, type Tx } from '../platform/db/index.ts';
import { type LogLine, type LogPace, lineOf, writeLog } from './log.ts';
import type { Fact, Parsed } from './parse.ts';

/** What one request brought. */
export type Delivery = { secret: string; receivedAt: string; calls: readonly Parsed[] };

/**
 * How the ledger names what came with a browser's key, and with a server's. They count repetitions apart: else whoever
 * reads the browser's key in a page could take the ids of what a server is about to say.
 */
const sources = { claimed: 'collect', proven: 'collect:server' };

type Told = { fact: Fact; verified: boolean; receivedAt: string };
type Outcome = { told: Told; isRepeated: boolean; customerId: string | null; warnings: string[] };

/** Writes deliveries and answers which of them came with a key that may send. */
export async function writeDeliveries(
  tx: Tx,
  deliveries: readonly Delivery[],
  pace: LogPace,
): Promise<LastStatements<boolean[]>> {
  const facts = deliveries.flatMap(({ calls }) =>
    calls.flatMap((call) => ('setAside' in call ? [] : [call])),
  );
  const [{ senders, noteUse }, recorded] = await Promise.all([
    provenSenders(tx, [...new Set(deliveries.map(({ secret }) => secret))]),
    facts.length === 0
      ? []
      : recordedIds(
          tx,
          Object.values(sources),
          facts.map(({ messageId }) => messageId),
        ),
  ]);
  const accepted = deliveries.map(({ secret }) => senders.has(secret));
  const proven = deliveries.filter((_, at) => accepted[at]);
  const told = proven.flatMap(({ secret, receivedAt, calls }) => {
    const verified = senders.get(secret)?.verified === true;
    return calls.flatMap((fact) => ('setAside' in fact ? [] : [{ fact, verified, receivedAt }]));
  });
  const outcomes = await writeFacts(tx, told, recorded);
  const lines: LogLine[] = [
    ...outcomes.map(({ told: { fact, verified, receivedAt }, ...outcome }) =>
      lineOf(fact, { verified, receivedAt, ...outcome }),
    ),
    ...proven.flatMap(({ secret, receivedAt, calls }) => {
      const verified = senders.get(secret)?.verified === true;
      const none = { isRepeated: false, customerId: null, warnings: [] };
      return calls.flatMap((call) =>
        'setAside' in call ? [lineOf(call, { verified, receivedAt, ...none })] : [],
      );
    }),
  ];
  return new LastStatements(Promise.all([writeLog(tx, lines, pace), noteUse()]).then(() => accepted));
}

async function writeFacts(
  tx: Tx,
  told: readonly Told[],
  recorded: readonly { name: string; externalId: string }[],
): Promise<Outcome[]> {
  const fresh = unrepeated(told, recorded);
  const isFresh = new Set(fresh);
  const attributed = new Map<Told, { customerId: string; warnings: string[] }>();
  const people = fresh.filter(({ fact }) => fact.said.type !== 'alias');
  const claims = people.map(({ fact, verified }) => {
    const { userId, anonymousId, occurredAt, messageId } = fact;
    return { userId, anonymousId, verified, occurredAt, messageId };
  });
  if (claims.length > 0) {
    const answers = await attribute(tx, sources.claimed, claims);
    people.forEach((one, at) => {
      const answer = answers[at];
      if (answer) attributed.set(one, answer);
    });
  }
  const aliasWarnings = await writeAliases(tx, fresh);
  await writeTraits(tx, people, attributed);
  const entries = people.flatMap((one) => entryOf(one, attributed.get(one)?.customerId) ?? []);
  const appended = await appendNew(tx, entries);
  const beaten = new Set(
    entries.filter(({ id }) => !appended.has(id)).map(({ source }) => source.externalId),
  );
  return told.map((one) => ({
    told: one,
    isRepeated: !isFresh.has(one) || beaten.has(one.fact.messageId),
    customerId: attributed.get(one)?.customerId ?? null,
    warnings: [...(attributed.get(one)?.warnings ?? []), ...(aliasWarnings.get(one) ?? [])],
  }));
}

/** The first of each message. A visitor's browser repeats also what a server has said; a server never a browser. */
function unrepeated(
  told: readonly Told[],
  recorded: readonly { name: string; externalId: string }[],
): Told[] {
  const keyOf = (name: string, externalId: string) => `${name} ${externalId}`;
  const known = new Set(recorded.map(({ name, externalId }) => keyOf(name, externalId)));
  const inOrder = [...told.filter(({ verified }) => verified), ...told.filter(({ verified }) => !verified)];
  const first = new Set<Told>();
  for (const one of inOrder) {
    const { messageId } = one.fact;
    const proven = keyOf(sources.proven, messageId);
    const own = one.verified ? proven : keyOf(sources.claimed, messageId);
    if (known.has(own) || known.has(proven)) continue;
    known.add(own);
    first.add(one);
  }
  return told.filter((one) => first.has(one));
}

async function writeAliases(tx: Tx, fresh: readonly Told[]): Promise<Map<Told, string[]>> {
  const found = new Map<Told, string[]>();
  const aliases = fresh.flatMap((told) => {
    const { said, occurredAt, messageId } = told.fact;
    if (said.type !== 'alias') return [];
    const { previousId, userId } = said;
    return [{ told, alias: { previousId, userId, verified: told.verified, occurredAt, messageId } }];
  });
  if (aliases.length === 0) return found;
  const answers = await aliasCustomers(
    tx,
    sources.claimed,
    aliases.map(({ alias }) => alias),
  );
  aliases.forEach(({ told }, at) => void found.set(told, answers[at]?.warnings ?? []));
  return found;
}

async function writeTraits(
  tx: Tx,
  people: readonly Told[],
  attributed: ReadonlyMap<Told, { customerId: string }>,
): Promise<void> {
  const reports = people.flatMap((told) => {
    const { said, occurredAt, messageId } = told.fact;
    const customerId = attributed.get(told)?.customerId;
    if (said.type !== 'identify' || customerId === undefined) return [];
    return [{ customerId, traits: said.traits, verified: told.verified, occurredAt, messageId }];
  });
  if (reports.length > 0) await reportTraits(tx, sources.claimed, reports);
}

/** The entry of a call; an identify and an alias have theirs from the customers, who change by them. */
function entryOf({ fact, verified }: Told, customerId: string | undefined): MachineEntry | undefined {
  if (customerId === undefined) return undefined;
  const { said, messageId, occurredAt, context } = fact;
  const common = {
    id: newId(),
    customerId,
    occurredAt,
    source: { name: verified ? sources.proven : sources.claimed, externalId: messageId },
  };
  const where = Object.keys(context).length === 0 ? {} : { context };
  switch (said.type) {
    case 'track':
      return {
        ...common,
        kind: 'event.tracked',
        payload: { name: said.name, properties: said.properties, ...where },
      };
    case 'page':
    case 'screen': {
      const { url, title, referrer, name, properties } = said;
      const more = {
        ...(name === null ? {} : { name }),
        ...(Object.keys(properties).length === 0 ? {} : { properties }),
      };
      return { ...common, kind: 'page.viewed', payload: { url, title, referrer, ...more, ...where } };
    }
    case 'group':
      return { ...common, kind: 'group.reported', payload: { groupId: said.groupId, traits: said.traits } };
    default:
      return undefined;
  }
}
