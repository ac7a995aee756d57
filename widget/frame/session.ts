/**
 * Who the visitor is to the server: a token, got when it is first needed.
 *
 * A session begins with the first message, or, for a user whom the site has named by a signed token, as soon as the
 * visitor opened the widget or consented. A signed token that the server refuses changes nothing: a claim is not
 * believed, the visitor stays who they are.
 */
import type { Start, ToLoader } from '../bridge.ts';
import type { Api, Failure } from './api.ts';

export type Session = ReturnType<typeof createSession>;

/** What one has to speak to the server with; `none` when there is no reason for a session yet. */
export type Ensured =
  | { kind: 'ready'; token: string }
  | { kind: 'none' }
  | Exclude<Failure, { kind: 'unauthenticated' }>;

type Deps = {
  api: Api;
  language: string;
  tell(message: ToLoader): void;
  warn(text: string): void;
  hasUnsent(): boolean;
  /** The token has changed, or says more than before. `isStranger` when it is another person's. */
  onToken(isStranger: boolean): void;
};

type State = Pick<Start, 'inbox' | 'token' | 'identity' | 'allowed'> & {
  /** Grows with whatever may change the answer. */
  version: number;
};

/** A session that goes on from what was stored. */
export function createSession({ inbox, token, identity, allowed }: Start, deps: Deps) {
  const state: State = { inbox, token, identity, allowed, version: 0 };
  let pending: Promise<Ensured> | undefined;

  async function settled(): Promise<Ensured> {
    for (;;) {
      const before = state.version;
      const ensured = await establish(state, deps);
      if (before === state.version) return ensured;
    }
  }

  return {
    /** Finds or gets a token. One request at a time, whoever asks. */
    ensure(): Promise<Ensured> {
      pending ??= settled().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    identify(identityToken: string) {
      state.identity = identityToken;
      state.version += 1;
    },
    allow() {
      state.allowed = true;
      state.version += 1;
      // Told once more: now the page may be asked as whom its tracking library knows the visitor.
      if (state.token !== null) deps.tell({ type: 'token', token: state.token });
    },
    /** The server no longer knows this token. */
    expired(bearer: string) {
      if (state.token === bearer) adopt(state, deps, null);
    },
    /** Another tab has a session: this one joins it. */
    join(next: string | null) {
      if (next !== state.token && next !== null) adopt(state, deps, next);
    },
    /** Nobody was here before in this browser, and the site names nobody. */
    isUnknown: () => state.token === null && state.identity === null,
    hasToken: () => state.token !== null,
    isCurrent: (bearer: string) => state.token === bearer,
  };
}

async function establish(state: State, deps: Deps): Promise<Ensured> {
  const { token, identity, allowed } = state;
  if (token !== null && identity !== null) return identifyAs(state, deps, token, identity);
  if (token !== null) return { kind: 'ready', token };
  if (!deps.hasUnsent() && !(allowed && identity !== null)) return { kind: 'none' };
  return begin(state, deps, identity);
}

/** A new session: anonymous, or of the user whom a signed token names. */
async function begin(state: State, deps: Deps, identity: string | null): Promise<Ensured> {
  const answer = await deps.api.startSession({
    inboxId: state.inbox,
    language: deps.language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(identity === null ? {} : { identityToken: identity }),
  });
  // Another tab may have begun one meanwhile.
  if (state.token !== null) return establish(state, deps);
  if (answer.kind === 'done') return believe(state, deps, answer.value.token, identity);
  if (answer.kind === 'later') return answer;
  if (identity === null) return { kind: 'refused', why: answer.why };
  return disbelieve(state, deps, identity, answer.why);
}

/** The session that there is, made known by a signed token. */
async function identifyAs(state: State, deps: Deps, token: string, identity: string): Promise<Ensured> {
  const answer = await deps.api.identify(token, identity);
  if (state.token !== token) return establish(state, deps);
  if (answer.kind === 'done') return believe(state, deps, answer.value.token, identity);
  if (answer.kind === 'later') return answer;
  // The answer is the same whether the session has ended or the signed token is wrong: ask which.
  const probe = await deps.api.listMessages(token);
  if (probe.kind === 'later') return probe;
  if (probe.kind !== 'unauthenticated') return disbelieve(state, deps, identity, answer.why);
  if (state.token === token) adopt(state, deps, null);
  return establish(state, deps);
}

function believe(state: State, deps: Deps, token: string, identity: string | null): Promise<Ensured> {
  if (state.identity === identity) state.identity = null;
  adopt(state, deps, token);
  return establish(state, deps);
}

function disbelieve(state: State, deps: Deps, identity: string, why: string): Promise<Ensured> {
  if (state.identity === identity) state.identity = null;
  deps.warn(`Rapport.identify: the token was refused (${why}). The visitor stays as before.`);
  return establish(state, deps);
}

function adopt(state: State, deps: Deps, token: string | null): void {
  const isStranger = state.token !== null && token !== null && state.token !== token;
  state.token = token;
  state.version += 1;
  deps.tell({ type: 'token', token });
  deps.onToken(isStranger);
}
