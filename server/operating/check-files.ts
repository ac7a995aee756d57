/** Whether every file that the database names is there. */
import { type Check, ok, warning } from './check.ts';
import type { DatabasePatient } from './check-database.ts';
import { readingAll } from './snapshot.ts';

const shownMax = 3;

/** Counts files, and names some of those that are missing. */
export type MissingFiles = (
  tx: DatabasePatient['admin']['tx'],
) => Promise<{ files: number; missing: number; shown: string[] }>;

export function filesCheck(count: MissingFiles): Check<DatabasePatient> {
  return {
    name: 'files',
    look: async ({ admin }) => {
      const { files, missing, shown } = await readingAll(admin, () => count(admin.tx));
      if (missing === 0) return ok(`all ${files} there`);
      const some = shown.slice(0, shownMax).join(', ');
      return warning(
        `${missing} of ${files} files are missing in the data folder (${some}).`,
        'Put them back from a backup: they are in its folder files.',
      );
    },
  };
}
