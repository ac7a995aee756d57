/** Law `read`: a check that read nothing, or could not read a file, must not pass. */
import { type Breach, type House, rootOf } from './house.ts';

/** Root folders without a file, and files that can't be parsed. */
export function lawRead(house: House): Breach[] {
  const seen = new Set(house.sources.map(({ path }) => rootOf(path)));
  const empty = Object.keys(house.config.roots).filter((root) => !seen.has(root));
  if (house.migrations.scripts.length === 0) empty.push('server/migrations');
  return [
    ...empty.map((folder) => ({
      file: folder,
      line: 1,
      what: `read no file below ${folder}/`,
      mend: 'run the check on the whole repository, or take the folder out of floors.json.',
    })),
    ...house.sources.flatMap(({ path, errors }) =>
      errors.map(({ text, line }) => {
        const what = `could not read ${path}: ${text}`;
        return { file: path, line, what, mend: 'correct the syntax.' };
      }),
    ),
  ];
}
