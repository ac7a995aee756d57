/** Law `down`: imports go down the floors, and between root folders only where floors.json says so. */
import { type Step, stepProblem } from './floors.ts';
import { type Breach, folderOf, type House, isTest, isToolConfig, rootOf } from './house.ts';
import type { Import } from './imports.ts';
import type { Source } from './source.ts';

/** Every import of a file of ours that goes up, sideways or out of its root folder. */
export function lawDown(house: House): Breach[] {
  return house.sources.flatMap((source) => [
    ...unknownImports(source),
    ...source.imports.flatMap((item) => {
      if (item.target === undefined) return [];
      const problem =
        rootProblem(house, source, item, item.target) ?? floorProblem(house, source, item.target);
      if (problem === undefined) return [];
      const what = `${source.path} imports ${item.target}: ${problem.what}`;
      return [{ file: source.path, line: item.line, to: item.target, what, mend: problem.mend }];
    }),
  ]);
}

function rootProblem({ config }: House, source: Source, item: Import, target: string): Step | undefined {
  const [from, to] = [rootOf(source.path), rootOf(target)];
  if (to === '..' || to === 'node_modules') {
    return { what: 'it is outside the repository', mend: 'import a package by its name.' };
  }
  if (config.roots[to] === undefined) return undefined;
  const isAside = isTest(source.path, config) || isToolConfig(source.path);
  if (!isAside && from !== 'bin' && isTest(target, config)) {
    const mend = 'move what the program needs into a file of its own.';
    return { what: 'tests are imported by tests only', mend };
  }
  if (from === to) return undefined;
  const may = config.roots[from];
  if (!may?.imports.includes(to)) {
    const what = `of the other root folders ${from}/ may import ${may?.imports.join(', ') || 'nothing'}`;
    return { what, mend: 'put what both need into contract/, or ask over the API.' };
  }
  if (!may.typesOnly || item.typeOnly || isAside) return undefined;
  return {
    what: `${from}/ may import types of ${to}/ only`,
    mend: 'write `import type`, or copy the value.',
  };
}

function floorProblem({ config }: House, source: Source, target: string): Step | undefined {
  if (rootOf(source.path) !== 'server' || !/^(server|contract)\//.test(target)) return undefined;
  const [folder, other] = [folderOf(source.path, config), folderOf(target, config)];
  return stepProblem(config, folder, other, isTest(source.path, config) ? undefined : target);
}

/** A path that is not written out escapes every law; outside the program it may. */
function unknownImports({ path, unknownImports: lines }: Source): Breach[] {
  if (/^(bin|tests)\//.test(path) || isToolConfig(path)) return [];
  return lines.map((line) => ({
    file: path,
    line,
    what: `${path} imports a path that is not written out, so no law can be checked`,
    mend: "write the path as a literal: `import('./name.ts')`.",
  }));
}
