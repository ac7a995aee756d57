/** Removing a workspace: nobody can enter it any more, then what is in it goes. */
import { closeWorkspace } from '../accounts/index.ts';
import { removeWorkspace } from '../operating/index.ts';
import { withSession } from '../platform/db/index.ts';
import type { Progress } from './database.ts';

/** Answers how many rows there were; a run that was cut off is gone on with by the next. */
export async function removeForGood(
  target: { adminUrl: string; dataDir: string },
  workspaceId: string,
  progress: Progress,
): Promise<{ rows: number }> {
  await withSession(target.adminUrl, (session) => closeWorkspace(session, workspaceId));
  return removeWorkspace(target, workspaceId, progress);
}
