/** Law `doors`: a folder is entered by its index.ts. */
import { matchesAny } from './glob.ts';
import { type Breach, folderOf, type House, isTest, isTestDoor, rootOf } from './house.ts';

/** Every import that enters another folder by anything but its door. */
export function lawDoors(house: House): Breach[] {
  return house.sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, line }) => {
      if (target === undefined || mayEnter(house, path, target)) return [];
      const folder = folderOf(target, house.config);
      const what = `${path} imports ${target}: across folders only ${folder}/index.ts is imported`;
      const mend = `export the name from ${folder}/index.ts and import it from there.`;
      return [{ file: path, line, to: target, what, mend }];
    }),
  );
}

function mayEnter({ config }: House, path: string, target: string): boolean {
  if (config.roots[rootOf(target)] === undefined) return true;
  const folder = folderOf(target, config);
  if (folder === folderOf(path, config) || matchesAny(folder, config.folders.open)) return true;
  if (target === `${folder}/index.ts` || target === `${folder}/index.tsx`) return true;
  return isTest(path, config) && isTestDoor(target, config);
}
