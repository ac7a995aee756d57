/** Law `sizes`: small files and functions. Tests, SQL, locales, fixtures and generated files don't count. */
import { matchesAny } from './glob.ts';
import { type Breach, type House, rootOf } from './house.ts';
import type { Source } from './source.ts';

/** Files and functions over their limit, and a whole that is too large in the middle or at the end. */
export function lawSizes(house: House): Breach[] {
  const { sizes } = house.config;
  const counted = house.sources.filter(
    ({ path }) => !/\.test\.\w+$/.test(path) && !matchesAny(path, sizes.uncounted),
  );
  const large = counted.filter((source) => source.lines > sizes.fileLinesMax);
  return [
    ...large.map(({ path, lines }) => {
      const what = `${path} has ${lines} lines, the limit is ${sizes.fileLinesMax}`;
      return { file: path, line: 1, what, mend: 'split it by subject.' };
    }),
    ...counted.flatMap((source) => longFunctions(source, sizes)),
    ...spread(counted, 0.5, sizes.fileLinesMedianMax, 'median'),
    ...spread(counted, 0.95, sizes.fileLinesP95Max, '95th percentile'),
  ];
}

/** Components are mostly markup and have a limit of their own. */
function longFunctions({ path, functions }: Source, sizes: House['config']['sizes']): Breach[] {
  return functions.flatMap(({ name, line, lines }) => {
    const isComponent = path.endsWith('.tsx') && /^[A-Z]/.test(name);
    const max = isComponent ? sizes.componentLinesMax : sizes.functionLinesMax;
    if (lines <= max) return [];
    const what = `${name} has ${lines} lines, the limit is ${max}`;
    return [{ file: path, line, what, mend: 'take steps out into functions with names.' }];
  });
}

function spread(sources: readonly Source[], share: number, max: number, name: string): Breach[] {
  const lines = linesAt(sources, share);
  if (lines <= max) return [];
  const roots = [...new Set(sources.map(({ path }) => rootOf(path)))];
  const each = roots.map(
    (root) =>
      `${root} ${linesAt(
        sources.filter(({ path }) => rootOf(path) === root),
        share,
      )}`,
  );
  const what = `the ${name} of lines per file is ${lines}, the limit is ${max} (${each.join(', ')})`;
  return [
    { file: 'floors.json', line: 1, what, mend: 'split the largest files that hold several subjects.' },
  ];
}

/** Lines of the file at a share of all files, smallest first (nearest rank). */
function linesAt(sources: readonly Source[], share: number): number {
  const sorted = sources.map((source) => source.lines).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
