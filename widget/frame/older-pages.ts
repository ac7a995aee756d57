/** Loads the pages before the oldest message that is known, one at a time. */
import type { Api } from './api.ts';
import type { FollowedThread } from './followed-thread.ts';

/** The function that loads one more page, if there is one. A page that could not be had is asked for again by scrolling. */
export function createOlderPages(api: Api, thread: FollowedThread): () => Promise<void> {
  let isLoading = false;
  return async () => {
    const owner = thread.owner();
    const { older } = thread.get();
    if (owner === null || !older || isLoading) return;
    isLoading = true;
    const page = await api.listMessages(owner, older);
    isLoading = false;
    const isSame = thread.owner() === owner && thread.get().older === older;
    if (isSame && page.kind === 'done') thread.takeOlder(page.value);
  };
}
