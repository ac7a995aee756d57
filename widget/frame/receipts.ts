/** Tells the server how far the team's messages have come: that the last one is here, and that it was on screen. */
import type { Api } from './api.ts';
import type { FollowedThread } from './followed-thread.ts';

/** Says each thing once; what does not reach the server is said with the next change. */
export function createReceipts(api: Pick<Api, 'tellReceipt'>, thread: Pick<FollowedThread, 'get' | 'owner'>) {
  let told = '';
  let isTelling = false;
  let isLooking = false;

  async function tell(): Promise<void> {
    const owner = thread.owner();
    const messageId = thread.get().messages.findLast(({ from }) => from === 'team')?.id;
    const isRead = isLooking;
    // Read says delivered as well.
    const isTold = told === `${messageId} true` || told === `${messageId} ${isRead}`;
    if (owner === null || messageId === undefined || isTelling || isTold) return;
    isTelling = true;
    const answer = await api.tellReceipt(owner, { messageId, isRead });
    isTelling = false;
    if (answer.kind !== 'done') return;
    told = `${messageId} ${isRead}`;
    // More may have come meanwhile.
    await tell();
  }

  return {
    /** Something has changed; whether somebody looks. */
    look(isOnScreen: boolean): void {
      isLooking = isOnScreen;
      void tell();
    },
  };
}
