/** Law `cycles`: no file and no folder imports itself by way of others. Types count. */
import { type Breach, folderOf, type House, isTest } from './house.ts';
import { connect, type Graph, knots, wayRound } from './knots.ts';

/** One breach per knot of files, and per knot of folders. */
export function lawCycles(house: House): Breach[] {
  const { config } = house;
  const files: Graph = new Map();
  const folders: Graph = new Map();
  for (const { path, imports } of house.sources) {
    for (const { target, line } of imports) {
      if (target === undefined || !house.has(target)) continue;
      connect(files, path, { to: target, file: path, line });
      const [from, to] = [folderOf(path, config), folderOf(target, config)];
      // Tests may reach over to what stands above them: nothing is built on a test.
      if (from !== to && !isTest(path, config)) connect(folders, from, { to, file: path, line });
    }
  }
  return [
    ...knots(files).map((knot) => breach(files, knot, 'files')),
    ...knots(folders).map((knot) => breach(folders, knot, 'folders')),
  ];
}

function breach(graph: Graph, knot: string[], kind: 'files' | 'folders'): Breach {
  const way = wayRound(graph, knot);
  const steps = way.map(({ to, file, line }) => `${to} (${file}:${line})`).join(' → ');
  return {
    file: way[0]?.file ?? '',
    line: way[0]?.line ?? 0,
    what: `a cycle of ${kind}: ${way.at(-1)?.to} → ${steps}`,
    mend: 'cut the weakest of these imports: move the shared part into a file or folder below both.',
  };
}
