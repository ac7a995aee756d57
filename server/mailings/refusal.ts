/** What a mail server says for good: this recipient, or this mail, will never be taken. */

type Refusal = Error & { response?: string };

/** Whether trying again is in vain. A wrong password of ours is not the recipient's fault: that is tried again. */
export function isRefusedForGood(error: unknown): error is Refusal {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as Error & { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500;
}
