/** Law `providers`: a provider's name stands in its own channel folder and few places more. */
import { matchesAny } from './glob.ts';
import type { Breach, House } from './house.ts';

/** Every file that names a provider out of place; comments, migrations and file names count. */
export function lawProviders(house: House): Breach[] {
  const { names, allowed } = house.config.providers;
  const owned = Object.entries(names).flatMap(([folder, words]) => words.map((word) => ({ folder, word })));
  const any = new RegExp(owned.map(({ word }) => word).join('|') || '(?!)', 'i');
  const files = [...house.sources, ...house.migrations.scripts];
  return files
    .filter(({ path, text }) => any.test(text) || any.test(path))
    .flatMap(({ path, text }) => {
      const lines = `${path}\n${text}`.toLowerCase().split('\n');
      return owned.flatMap(({ folder, word }) => {
        const places = allowed.map((place) => place.replaceAll('<provider>', folder));
        const line = lines.findIndex((content) => content.includes(word));
        if (line < 0 || matchesAny(path, places)) return [];
        const what = `${path} names ${word}, which stands only in ${places.join(', ')}`;
        const mend = 'ask the channel what it can do (`can`, `settings`) and leave its name out.';
        return [{ file: path, line: Math.max(line, 1), to: word, what, mend }];
      });
    });
}
