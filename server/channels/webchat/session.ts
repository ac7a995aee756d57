/**
 * Visitors' sessions. A token opens its own session and nothing else: it names its workspace, only its hash is stored,
 * and it shows the thread of its own customer; of the merged customer only when a signed token proved who this is.
 */
import { type RawBuilder, sql } from 'kysely';
import { parse as parseUuid, stringify as uuidOf } from 'uuid';
import { Problem } from '../../../contract/errors.ts';
import { isTimeZone } from '../../../contract/times.ts';
import { visitorToken } from '../../../contract/visitor.ts';
import {
  adoptVisitor,
  attribute,
  createCustomer,
  identifyCustomer,
  idsOf,
  type Proof,
  readCustomer,
  withoutClaim,
} from '../../customers/index.ts';
import { append, newId, provenIds, rootOf } from '../../ledger/index.ts';
import { randomToken, sha256 } from '../../platform/crypto/index.ts';
import { arrayText, type Tx } from '../../platform/db/index.ts';

const tokenBytes = 32;
const workspaceBytes = 16;
/** A session that is not used for so long is over. */
const sessionDays = 365;

export type VisitorCaller = {
  kind: 'visitor';
  workspaceId: string;
  sessionId: string;
  inboxId: string;
  customerId: string;
  verifiedUser: string | null;
  expiresAt: number;
};

export type StartedSession = { token: string; verified: boolean; name: string | null };

/** The workspace that a visitor token names. @throws Problem `invalid-token`. */
export function workspaceOfToken(token: string): string {
  if (!visitorToken.safeParse(token).success) throw invalidToken();
  try {
    return uuidOf(Buffer.from(token.slice(3), 'base64url').subarray(0, workspaceBytes));
  } catch {
    throw invalidToken();
  }
}

/** Who holds a token. @throws Problem `invalid-token` for one that is unknown, ended or expired. */
export async function visitorOf(tx: Tx, workspaceId: string, token: string): Promise<VisitorCaller> {
  const { rows } = await sql<Omit<VisitorCaller, 'kind' | 'workspaceId'>>`
    select id as "sessionId", inbox_id as "inboxId", customer_id as "customerId", verified_user as "verifiedUser",
      extract(epoch from expires_at)::float8 * 1000 as "expiresAt"
    from visitor_sessions
    where token_hash = ${sha256(token)} and ended_at is null and expires_at > now()`.execute(tx);
  if (!rows[0]) throw invalidToken();
  return { kind: 'visitor', workspaceId, ...rows[0] };
}

/** Names inbox and customer of an anonymous session, as far as the database is concerned. */
export function anonymousWithToken(token: string): RawBuilder<unknown> {
  return sql`
    select inbox_id, customer_id from visitor_sessions where token_hash = ${sha256(token)} and verified_user is null`;
}

/** The token that a request carries. @throws Problem `not-signed-in` when there is none. */
export function tokenOf(request: { headers: { authorization?: string | undefined } }): string {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    throw new Problem('not-signed-in', 'Send "Authorization: Bearer" with a visitor token.');
  return token;
}

function invalidToken(): Problem {
  return new Problem('invalid-token', 'This visitor session is over. Start a new one.');
}

/** A new session: anonymous, or with a proof for that user of the business. */
export async function startSession(
  tx: Tx,
  workspaceId: string,
  inboxId: string,
  input: { proof?: Proof | undefined; language?: string | undefined; timeZone?: string | undefined },
): Promise<StartedSession> {
  const source = sourceOf(inboxId);
  const sessionId = newId();
  const customerId = input.proof
    ? await identifyCustomer(tx, source, undefined, input.proof)
    : await createCustomer(
        tx,
        { selfNamed: source },
        {
          name: null,
          language: input.language ?? null,
          identities: [{ kind: 'visitor', value: sessionId, verified: false }],
        },
      );
  const workspace = parseUuid(workspaceId);
  const token = `vt_${Buffer.concat([workspace, Buffer.from(randomToken(tokenBytes), 'base64url')]).toString('base64url')}`;
  await sql`
    insert into visitor_sessions (id, token_hash, inbox_id, customer_id, verified_user, time_zone, expires_at)
    values (${sessionId}, ${sha256(token)}, ${inboxId}, ${customerId}, ${input.proof?.userId ?? null}, ${zoneIn(input.timeZone)},
      now() + make_interval(days => ${sessionDays}))`.execute(tx);
  const { name } = await readCustomer(tx, customerId);
  return { token, verified: input.proof !== undefined, name };
}

function zoneIn(timeZone: string | undefined): string | null {
  return timeZone !== undefined && isTimeZone(timeZone) ? timeZone : null;
}

/** The time zone of the browser in which one of these customers was last new; undefined where none said it. */
export async function zoneOfVisitors(tx: Tx, customerIds: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ zone: string }>`
    select time_zone as zone from visitor_sessions
    where customer_id = any(${arrayText(customerIds)}::uuid[]) and ended_at is null and time_zone is not null
    order by created_at desc, id desc limit 1`.execute(tx);
  return rows[0]?.zone;
}

/**
 * Makes an anonymous session known. A session that belongs to another user, or whose customer is already part of
 * another, is left alone: the proof gets a session of its own.
 */
export async function identifySession(
  tx: Tx,
  caller: VisitorCaller,
  token: string,
  proof: Proof,
): Promise<StartedSession> {
  // Of two users who sign in at once, the second finds the session taken.
  await sql`select pg_advisory_xact_lock(hashtextextended('session ' || ${caller.sessionId}, 0))`.execute(tx);
  const who = await visitorOf(tx, caller.workspaceId, token);
  // Whom a browser said this to be does not stand against a proof.
  if (who.verifiedUser === null) await withoutClaim(tx, sourceOf(who.inboxId), who.customerId);
  const anonymous = who.verifiedUser === null && (await rootOf(tx, who.customerId)) === who.customerId;
  if (who.verifiedUser !== proof.userId && !anonymous) {
    return startSession(tx, who.workspaceId, who.inboxId, { proof });
  }
  const customerId = await identifyCustomer(tx, sourceOf(who.inboxId), who.customerId, proof);
  await sql`update visitor_sessions set verified_user = ${proof.userId} where id = ${who.sessionId}`.execute(
    tx,
  );
  const { name } = await readCustomer(tx, customerId);
  return { token, verified: true, name };
}

/** Ends the caller's session. */
export async function endSession(tx: Tx, who: VisitorCaller): Promise<void> {
  await sql`update visitor_sessions set ended_at = now() where id = ${who.sessionId} and ended_at is null`.execute(
    tx,
  );
  await append(tx, {
    kind: 'visitor.signed_out',
    payload: { customerId: who.customerId, sessions: 1 },
    actor: { kind: 'customer', id: who.customerId },
    direction: 'internal',
    source: { name: sourceOf(who.inboxId) },
  });
}

/** Ends every session of a customer, at a member's word. */
export async function endSessionsOf(
  tx: Tx,
  by: { memberId: string; source: string },
  customerId: string,
): Promise<void> {
  const { id } = await readCustomer(tx, customerId);
  const { rows } = await sql`
    update visitor_sessions set ended_at = now()
    where customer_id = any(${await idsOf(tx, id)}::uuid[]) and ended_at is null
    returning 1`.execute(tx);
  await append(tx, {
    kind: 'visitor.signed_out',
    payload: { customerId: id, sessions: rows.length },
    actor: { kind: 'member', id: by.memberId },
    direction: 'internal',
    source: { name: by.source },
  });
}

/**
 * The session's visitor is the one whom a tracking library on the page knows, as the browser says. Of a proven user the
 * visitor becomes a part, as by any claim; an anonymous chat becomes part of the visitor.
 */
export async function adopt(tx: Tx, who: VisitorCaller, anonymousId: string): Promise<void> {
  const source = sourceOf(who.inboxId);
  if (who.verifiedUser === null) return adoptVisitor(tx, source, who.customerId, anonymousId);
  const { rows } = await sql<{ now: string }>`select rfc3339(clock_timestamp()) as now`.execute(tx);
  const said = { verified: false, occurredAt: rows[0]?.now ?? '', messageId: who.sessionId };
  await attribute(tx, source, [{ userId: who.verifiedUser, anonymousId, ...said }]);
}

/** Under whose ids a session may see conversations: never by a merge that is a browser's word. */
export async function visibleCustomers(tx: Tx, who: VisitorCaller): Promise<string[]> {
  return who.verifiedUser === null ? [who.customerId] : provenIds(tx, who.customerId);
}

/**
 * Under whose ids what the session writes may stand. Members may join an anonymous visitor with a known one; the
 * anonymous one, who goes on reading the own conversations, must not read there what the known one writes.
 */
export async function writableCustomers(tx: Tx, who: VisitorCaller): Promise<string[]> {
  const ids = await visibleCustomers(tx, who);
  if (who.verifiedUser === null) return ids;
  const { rows } = await sql<{ id: string }>`
    select distinct customer_id as id from visitor_sessions
    where customer_id = any(${ids}::uuid[]) and verified_user is null and ended_at is null and expires_at > now()`.execute(
    tx,
  );
  return ids.filter((id) => !rows.some((row) => row.id === id));
}

/** How the ledger names what came through an inbox's widget. */
export function sourceOf(inboxId: string): string {
  return `webchat:${inboxId}`;
}
