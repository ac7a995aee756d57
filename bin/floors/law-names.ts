/** Law `names`: a door lists by name what it gives. */
import type { Breach, House } from './house.ts';

/** Every `export *` in an index.ts. */
export function lawNames(house: House): Breach[] {
  const doors = house.sources.filter((source) => /(^|\/)index\.tsx?$/.test(source.path));
  return doors.flatMap(({ path, starExports }) =>
    starExports.map((line) => ({
      file: path,
      line,
      what: `${path} re-exports everything with \`export *\``,
      mend: 'write `export { name } from …` for each name that others need.',
    })),
  );
}
