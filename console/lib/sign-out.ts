/** The end of a session, by choice. */
import { endpoints } from '../../contract/endpoints.ts';
import { call, chooseWorkspace } from './api.ts';

/** Signs out, here or everywhere, and loads the page anew so that nothing of the session stays in memory. */
export async function signOut(where: 'here' | 'everywhere' = 'here'): Promise<void> {
  await call(where === 'everywhere' ? endpoints.signOutEverywhere : endpoints.signOut);
  chooseWorkspace(undefined);
  location.assign('/sign-in');
}
