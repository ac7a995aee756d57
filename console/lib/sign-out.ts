/** The end of a session, by choice. */
import { endpoints } from '../../contract/endpoints.ts';
import { call, chooseWorkspace } from './api.ts';
import { endPush } from './push-subscription.ts';

/** Signs out, here or everywhere, and loads the page anew so that nothing of the session stays in memory. */
export async function signOut(where: 'here' | 'everywhere' = 'here'): Promise<void> {
  // What comes for somebody is not shown to whoever signs in next.
  await endPush().catch(() => undefined);
  await call(where === 'everywhere' ? endpoints.signOutEverywhere : endpoints.signOut);
  chooseWorkspace(undefined);
  location.assign('/sign-in');
}
