/** What this browser is pushed to by. */
import { endpoints } from '../../contract/endpoints.ts';
import { call } from './api.ts';

/** The browser's own subscription, if it has one. */
export async function pushSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration('/');
  return (await registration?.pushManager?.getSubscription()) ?? null;
}

/** Nothing is pushed to this browser any more. */
export async function endPush(): Promise<void> {
  const made = await pushSubscription();
  if (!made) return;
  await call(endpoints.unsubscribeFromPush, { body: { endpoint: made.endpoint } });
  await made.unsubscribe();
}
