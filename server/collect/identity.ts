/**
 * Identity tokens on calls from a page: short-lived, signed by the site with an inbox's secret, as the chat knows them. One
 * makes a call's user id proven. What else the call says, and as whom the library knows the visitor, stays a claim: the
 * user's own browser says so.
 */
import { Problem } from '../../contract/errors.ts';
import { id as idSchema } from '../../contract/ids.ts';
import { audienceOf, type InboxDeps, proofOf, readIdentitySecret } from '../channels/index.ts';
import { type Db, inWorkspace } from '../platform/db/index.ts';
import type { Fact, Parsed } from './parse.ts';

/** The header that speaks for all calls of a request. */
export const identityHeader = 'x-rapport-identity';

/** So many different tokens are looked at in one request. */
const tokensMax = 20;

type Deps = InboxDeps & { db: Db; now: () => Date };
type Proven = { userId: string } | { refused: string };

/**
 * Marks the calls whose user a token proves; one whose token is refused is kept as it is, with a warning. `inboxId`: the
 * page sends with an inbox's id, and its token must be for that inbox; else for any of the workspace.
 */
export async function proveIdentities(
  deps: Deps,
  where: { workspaceId: string; inboxId: string | undefined },
  header: string | undefined,
  calls: readonly Parsed[],
): Promise<Parsed[]> {
  const tokenOf = (call: Fact) => call.identityToken ?? header;
  const tokens = new Set(calls.flatMap((call) => ('setAside' in call ? [] : (tokenOf(call) ?? []))));
  if (tokens.size === 0) return [...calls];
  const proven = new Map<string, Proven>();
  for (const token of tokens) {
    const isTooMany = proven.size >= tokensMax;
    proven.set(
      token,
      isTooMany ? { refused: `A request has at most ${tokensMax}.` } : await prove(deps, where, token),
    );
  }
  return calls.map((call) => {
    const token = 'setAside' in call ? undefined : tokenOf(call);
    const found = token === undefined ? undefined : proven.get(token);
    return 'setAside' in call || !found ? call : marked(call, found);
  });
}

function marked(call: Fact, found: Proven): Fact {
  const warned = (code: 'identity-refused' | 'identity-of-another', detail: string): Fact => ({
    ...call,
    warnings: [...call.warnings, { code, detail }],
  });
  if ('refused' in found) return warned('identity-refused', found.refused);
  if (call.said.type === 'alias') return call;
  if (call.userId !== null && call.userId !== found.userId) {
    return warned(
      'identity-of-another',
      'The token is of another user than "userId"; the call is kept as a claim.',
    );
  }
  return { ...call, userId: found.userId, isProven: true };
}

async function prove(
  deps: Deps,
  { workspaceId, inboxId }: { workspaceId: string; inboxId: string | undefined },
  token: string,
): Promise<Proven> {
  const audience = inboxId ?? (await audienceOf(token));
  if (!idSchema.safeParse(audience).success || audience === undefined)
    return { refused: 'The identity token was refused: "aud" names no inbox.' };
  try {
    const identitySecret = await inWorkspace(deps.db, workspaceId, (tx) =>
      readIdentitySecret(tx, deps, audience),
    );
    const { userId } = await proofOf(token, { id: audience, identitySecret }, deps.now());
    return { userId };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'not-found')
      return { refused: 'The identity token was refused: it is for no inbox here.' };
    if (error.code === 'invalid-token') return { refused: error.message };
    throw error;
  }
}
