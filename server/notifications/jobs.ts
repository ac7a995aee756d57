/** What the jobs of this folder do. */
import type { Task } from '../platform/jobs/index.ts';
import { type DigestDeps, digestPayload, digestTask, mailDigestNow } from './digest.ts';
import { type PushDeps, pushNow, pushPayload, pushTask } from './push.ts';

/** Pushing; and mailing, where there is a mail server. */
export function notificationJobs(
  push: PushDeps,
  mail: Omit<DigestDeps, 'db' | 'publicUrl' | 'remindersOf'> | undefined,
): Record<string, Task> {
  return {
    [pushTask]: (payload) => pushNow(push, pushPayload.parse(payload)),
    ...(mail
      ? { [digestTask]: (payload) => mailDigestNow({ ...push, ...mail }, digestPayload.parse(payload)) }
      : {}),
  };
}
