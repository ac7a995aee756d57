/** Requests of one workspace, written in one transaction: one statement a table, however many calls they hold. */

import type { Origin } from '../../contract/entries.ts';
import { provenSenders, type Sender } from '../accounts/index.ts';
import { aliasCustomers, attribute, reportTraits, type TraitReport } from '../customers/index.ts';
import { type AnyNewEntry, appendAll, recordedIds } from '../ledger/index.ts';
import { LastStatements, type Tx } from '../platform/db/index.ts';
import { cutAddress } from '../platform/limits/index.ts';
import { writeGroups } from './companies.ts';
import { type LogPace, type Outcome, writeLog } from './log.ts';
import { writeTrackedOrders } from './orders.ts';
import type { Fact, Parsed } from './parse.ts';
import { type Privacy, personIn } from './privacy.ts';

/** What one request brought. */
export type Delivery = {
  secret: string;
  /** The secret is no key but the id of an inbox, whose widget sends from the page; the workspace is that of the inbox. */
  isInbox?: boolean;
  receivedAt: string;
  calls: readonly Parsed[];
};

/**
 * How the ledger names what came with a browser's key, and with a server's. They count repetitions apart: else whoever
 * reads the browser's key in a page could take the ids of what a server is about to say.
 */
const sources = { claimed: 'collect', proven: 'collect:server' };

type Told = { fact: Fact; verified: boolean; origin: Origin; receivedAt: string; address: string | null };

/** Whether its user is proven: by the sender's key, or by a signed token. */
const isProven = ({ verified, fact }: Told): boolean => verified || fact.isProven === true;

/** Writes deliveries, but for their aliases, and answers the sender of each; undefined for a key that may not send. */
export async function writeDeliveries(
  tx: Tx,
  deliveries: readonly Delivery[],
  pace: LogPace,
  privacy: Privacy,
): Promise<LastStatements<(Sender | undefined)[]>> {
  const facts = deliveries.flatMap(({ calls }) =>
    calls.flatMap((call) => ('setAside' in call ? [] : [call])),
  );
  const messageIds = facts.map(({ messageId }) => messageId);
  const people = await Promise.all(facts.map(personIn));
  const [{ senders, noteUse }, recorded, held, addresses] = await Promise.all([
    provenSenders(tx, [...new Set(deliveries.map(({ secret }) => secret))]),
    facts.length === 0 ? [] : recordedIds(tx, Object.values(sources), messageIds),
    privacy.held(tx, people),
    privacy.addresses(tx),
  ]);
  // Nothing of them is written down, but how much it was.
  const isHeld = new Set(facts.filter((_, at) => held.why[at] !== undefined));
  const accepted = deliveries.map(({ secret, isInbox }) => (isInbox ? widget : senders.get(secret)));
  const told: Told[] = [];
  const setAside: Outcome[] = [];
  for (const [at, { receivedAt, calls }] of deliveries.entries()) {
    const sender = accepted[at];
    if (!sender) continue;
    const { verified, origin } = sender;
    for (const call of calls) {
      if ('setAside' in call) setAside.push({ call, verified, origin, receivedAt, ...noOutcome });
      else if (call.said.type !== 'alias' && !isHeld.has(call)) {
        const kept = call.address === null ? undefined : cutAddress(call.address, addresses);
        told.push({ fact: call, verified, origin, receivedAt, address: kept ?? null });
      }
    }
  }
  const outcomes = await writeFacts(tx, told, recorded);
  return new LastStatements(
    Promise.all([writeLog(tx, [...outcomes, ...setAside], pace), noteUse(), held.note()]).then(
      () => accepted,
    ),
  );
}

/** Everybody can read an inbox's id in the page, as a browser's key. */
const widget: Sender = { keyId: '', verified: false, origin: { property: 'website', key: null } };

const noOutcome = { isRepeated: false, customerId: null, warnings: [] };

/** Joins the customers of two ids, in a transaction of its own: each holds customers before it writes. */
export async function writeAlias(
  tx: Tx,
  call: Fact,
  how: { verified: boolean; origin: Origin; receivedAt: string },
  pace: LogPace,
  privacy: Privacy,
): Promise<void> {
  const { said, occurredAt, messageId } = call;
  if (said.type !== 'alias') return;
  const held = await privacy.held(tx, [await personIn(call)]);
  if (held.why[0] !== undefined) return held.note();
  const { previousId, userId } = said;
  const { verified } = how;
  const source = verified ? sources.proven : sources.claimed;
  const warnings = await aliasCustomers(tx, source, { previousId, userId, verified, occurredAt, messageId });
  await writeLog(tx, [{ call, ...how, ...noOutcome, warnings }], pace);
}

async function writeFacts(
  tx: Tx,
  told: readonly Told[],
  recorded: readonly { name: string; externalId: string }[],
): Promise<Outcome[]> {
  const fresh = unrepeated(told, recorded);
  const isFresh = new Set(fresh);
  const attributed = new Map<Told, { customerId: string; warnings: readonly string[] }>();
  const claims = fresh.map(({ fact, verified }) => {
    const { userId, anonymousId, occurredAt, messageId } = fact;
    return { userId, anonymousId, verified, occurredAt, messageId };
  });
  // A token proves the user, and not as whom the browser knows the visitor.
  const proofs = fresh.flatMap(({ fact, verified }, at) => {
    const claim = claims[at];
    return claim && fact.isProven && !verified ? [{ ...claim, anonymousId: null, verified: true }] : [];
  });
  if (claims.length > 0) {
    const answers = await attribute(tx, sources.claimed, [...claims, ...proofs]);
    fresh.forEach((one, at) => {
      const answer = answers[at];
      if (answer) attributed.set(one, answer);
    });
  }
  const misfits: { messageId: string; warning: { code: 'attribute-misfit'; detail: string } }[] = [];
  for (const verified of [true, false]) {
    const reports = reportsOf(
      fresh.filter((one) => one.verified === verified),
      attributed,
    );
    if (reports.length === 0) continue;
    const found = await reportTraits(tx, verified ? sources.proven : sources.claimed, reports);
    for (const { messageId, name, type } of found) {
      misfits.push({ messageId, warning: { code: 'attribute-misfit', detail: `${name} is no ${type}` } });
    }
  }
  for (const verified of [true, false]) {
    const told = fresh.flatMap((one) => {
      const customerId = attributed.get(one)?.customerId;
      return one.verified === verified && customerId !== undefined ? [{ ...one, customerId }] : [];
    });
    await writeGroups(tx, verified ? sources.proven : sources.claimed, told);
  }
  const entries = fresh.flatMap((one) => entryOf(one, attributed.get(one)?.customerId) ?? []);
  const appended = await appendAll(tx, entries);
  const orders = await writeTrackedOrders(
    tx,
    fresh.flatMap((of) => {
      const customerId = attributed.get(of)?.customerId;
      return customerId === undefined ? [] : [{ of, customerId }];
    }),
    (verified) => (verified ? sources.proven : sources.claimed),
  );
  // Taken by another process in the meantime.
  const beaten = new Set(
    entries.flatMap(({ source }, at) => (appended[at]?.repeated ? [source.externalId] : [])),
  );
  return told.map((one) => ({
    ...{ call: one.fact, verified: isProven(one), origin: one.origin, receivedAt: one.receivedAt },
    isRepeated: !isFresh.has(one) || beaten.has(one.fact.messageId),
    customerId: attributed.get(one)?.customerId ?? null,
    warnings: [
      ...(attributed.get(one)?.warnings ?? []),
      ...(orders.get(one) ?? []),
      ...misfits.flatMap(({ messageId, warning }) => (messageId === one.fact.messageId ? [warning] : [])),
    ],
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

function reportsOf(
  told: readonly Told[],
  attributed: ReadonlyMap<Told, { customerId: string }>,
): TraitReport[] {
  return told.flatMap((one) => {
    const { said, occurredAt, messageId } = one.fact;
    const customerId = attributed.get(one)?.customerId;
    if (said.type !== 'identify' || customerId === undefined) return [];
    return [{ customerId, traits: said.traits, verified: one.verified, occurredAt, messageId }];
  });
}

/** The entry of a call; an identify and an alias have theirs from the customers, who change by them. */
function entryOf(
  { fact, verified, origin, address }: Told,
  customerId: string | undefined,
): AnyNewEntry | undefined {
  if (customerId === undefined) return undefined;
  const { said, messageId, occurredAt } = fact;
  const context = { ...fact.context, ...(address === null ? {} : { ip: address }) };
  const common = {
    customerId,
    actor: { kind: 'customer' as const, id: customerId },
    direction: 'indirect' as const,
    occurredAt,
    source: { name: verified ? sources.proven : sources.claimed, externalId: messageId },
  };
  const where = { ...(Object.keys(context).length === 0 ? {} : { context }), origin };
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
