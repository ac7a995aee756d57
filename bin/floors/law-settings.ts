/** Law `settings`: process.env is read in one place. */
import { matchesAny } from './glob.ts';
import type { Breach, House } from './house.ts';

/** Every read of the environment elsewhere. */
export function lawSettings(house: House): Breach[] {
  const { settings } = house.config;
  const sources = house.sources.filter(({ path }) => !matchesAny(path, settings));
  return sources.flatMap(({ path, envReads }) =>
    envReads.map((line) => ({
      file: path,
      line,
      to: 'process.env',
      what: `${path} reads process.env, which is read only in ${settings.join(', ')}`,
      mend: 'declare the setting in server/platform/config and take its value as an argument.',
    })),
  );
}
