/** Law `npm`: a package is imported only where floors.json lets it in, and stands in package.json. */
import { builtinModules } from 'node:module';
import { matches, matchesAny } from './glob.ts';
import { type Breach, type House, isTest, isToolConfig, rootOf } from './house.ts';

type Problem = { what: string; mend: string };

/** Every import of a package that is out of place, undeclared, or missing in production. */
export function lawNpm(house: House): Breach[] {
  return house.sources.flatMap(({ path, imports }) => {
    const isAside = isTest(path, house.config) || isToolConfig(path);
    return imports.flatMap(({ npm, line, typeOnly }) => {
      if (npm === undefined) return [];
      const problem =
        placeProblem(house, path, npm, isAside) ??
        packageProblem(house, npm, isAside || typeOnly || rootOf(path) === 'bin');
      if (problem === undefined) return [];
      return [
        { file: path, line, to: npm, what: `${path} imports ${npm}: ${problem.what}`, mend: problem.mend },
      ];
    });
  });
}

function placeProblem({ config }: House, path: string, name: string, isAside: boolean): Problem | undefined {
  const isNode = name.startsWith('node:');
  for (const [pattern, places] of Object.entries(config.npm)) {
    if (!matches(name, pattern) || matchesAny(path, places) || (isNode && isAside)) continue;
    return {
      what: `${pattern} is let in only at ${places.join(', ')}`,
      mend: 'use what that folder exports.',
    };
  }
  if (rootOf(path) !== 'contract' || name === 'zod' || isAside) return undefined;
  return { what: 'contract/ may import zod only', mend: 'keep the contract free of everything else.' };
}

function packageProblem({ packages }: House, name: string, isAside: boolean): Problem | undefined {
  if (name.startsWith('node:')) return undefined;
  if (builtinModules.includes(name)) return { what: 'it is part of Node', mend: `write node:${name}.` };
  if (!packages.all.has(name)) {
    return { what: 'it is not in package.json', mend: 'add it with an exact version, or do without.' };
  }
  if (isAside || packages.production.has(name)) return undefined;
  return {
    what: 'it is a development dependency, absent where only the program runs',
    mend: 'move it to "dependencies", or import its types only.',
  };
}
