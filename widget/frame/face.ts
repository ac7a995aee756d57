/** Reads how the business looks: name, colour, greeting. The chat works without, so it is asked for until it comes. */
import type { InboxFace } from '../../contract/inboxes.ts';
import type { Api } from './api.ts';
import { backoff, createPause, type Timer } from './timer.ts';

/** Gives the face once; never, when the server does not know the inbox. */
export async function readFace(
  api: Api,
  inbox: string,
  timer: Timer,
  give: (face: InboxFace) => void,
): Promise<void> {
  const pause = createPause(timer);
  for (let attempt = 0; ; attempt += 1) {
    const answer = await api.readFace(inbox);
    if (answer.kind === 'done') return give(answer.value);
    if (answer.kind !== 'later') return;
    await pause.wait(Math.max(answer.waitMilliseconds, backoff(attempt, timer.random())));
  }
}
