/** Which workspace a command is about. */
import { Problem } from '../../contract/errors.ts';
import { allWorkspaces } from '../accounts/index.ts';
import { withSession } from '../platform/db/index.ts';

/** The one that there is, or the one of this name or id. @throws Problem `not-found`, `conflict` */
export async function chosenWorkspace(adminUrl: string, wanted: string | undefined): Promise<string> {
  return (await findWorkspace(adminUrl, wanted)).id;
}

/** The same with its name. */
export async function findWorkspace(
  adminUrl: string,
  wanted: string | undefined,
): Promise<{ id: string; name: string }> {
  const all = await withSession(adminUrl, allWorkspaces);
  const found = wanted === undefined ? all : all.filter(({ id, name }) => id === wanted || name === wanted);
  const [first, ...more] = found;
  if (!first) {
    throw new Problem(
      'not-found',
      wanted === undefined
        ? 'There is no workspace yet.'
        : `There is no workspace "${wanted}". There are: ${all.map(({ name }) => name).join(', ')}.`,
    );
  }
  if (more.length > 0) {
    const choice = found.map(({ id, name }) => `${name} (${id})`).join(', ');
    throw new Problem(
      'conflict',
      `There are several workspaces: ${choice}. Name one, or its id, with --workspace.`,
    );
  }
  return first;
}
