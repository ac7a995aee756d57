/** Links from outside name the workspace in which their place is: it is the chosen one from here on. */
import { chooseWorkspace } from './api.ts';

const name = 'workspace';

/** Takes it out of the address, before anything is fetched. */
export function takeWorkspaceOfLink(): void {
  const url = new URL(location.href);
  const id = url.searchParams.get(name);
  if (id === null) return;
  if (/^[\da-f-]{36}$/i.test(id)) chooseWorkspace(id);
  url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
}
