/** This browser's own subscription: made by a click, known to the server, and let go of with the session. */
import { endpoints } from '../../../contract/endpoints.ts';
import { call } from '../../lib/api.ts';
import { pushSubscription } from '../../lib/push-subscription.ts';

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

/** Whether this browser is pushed to. */
export async function isPushedTo(): Promise<boolean> {
  return (await pushSubscription().catch(() => null)) !== null;
}

export type Outcome = 'pushed' | 'open-only' | 'denied';

/** Asks for permission, and subscribes where the browser can. Called by a click alone. */
export async function turnOn(pushKey: string): Promise<Outcome> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const registration = await navigator.serviceWorker?.getRegistration('/');
  // Some browsers have no push service, or none that answers: then a tab must be open.
  const made = await registration?.pushManager
    ?.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(pushKey) })
    .catch(() => undefined);
  if (!made) return 'open-only';
  const { endpoint, keys } = made.toJSON();
  const body = { endpoint: endpoint ?? '', keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } };
  try {
    await call(endpoints.subscribeToPush, { body });
  } catch (error) {
    await made.unsubscribe();
    throw error;
  }
  return 'pushed';
}
