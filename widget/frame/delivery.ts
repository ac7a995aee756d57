/** One attempt to bring a message of the visitor to the server. */
import type { Locale } from '../../contract/ids.ts';
import type { Unsent } from '../bridge.ts';
import type { Api } from './api.ts';
import type { FollowedThread } from './followed-thread.ts';
import type { Outcome } from './outbox.ts';
import type { Session } from './session.ts';

type Deps = { api: Api; session: Session; thread: FollowedThread; locale: Locale };

/** Gets a session where there is none yet; a token that has expired is given up, and the message waits for a new one. */
export async function deliver(deps: Deps, { id, text }: Unsent): Promise<Outcome> {
  const { api, session, thread, locale } = deps;
  const ensured = await session.ensure();
  if (ensured.kind === 'none') return { kind: 'later', waitMilliseconds: 0 };
  if (ensured.kind !== 'ready') return ensured;
  const answer = await api.postMessage(ensured.token, { id, text, language: locale });
  if (answer.kind === 'unauthenticated') {
    session.expired(ensured.token);
    return { kind: 'later', waitMilliseconds: 0 };
  }
  if (answer.kind !== 'done') return answer;
  // Somebody else may be here by now: then it stays in the thread of the one who wrote it.
  if (session.isCurrent(ensured.token)) thread.takeOwn(answer.value);
  return { kind: 'sent' };
}
