/** Law `tables`: a table is read and written by the folder that owns it, and by no other. */
import { type Breach, folderOf, type House, rootOf } from './house.ts';
import type { Source } from './source.ts';
import { namesIn } from './sql.ts';

/** Tables without an owner, owners of no table, and statements that reach into another folder's table. */
export function lawTables(house: House): Breach[] {
  const { config } = house;
  const owners = new Map<string, string>();
  for (const [folder, tables] of Object.entries(config.tables)) {
    for (const table of tables) owners.set(table, folder);
  }
  for (const [name, { folder }] of Object.entries(config.definer)) owners.set(name, folder);
  const known = new Set(owners.keys());
  const sources = house.sources.filter(({ path }) => /^(server|bin|tests)$/.test(rootOf(path)));
  const reaching = sources.flatMap((source) =>
    reaches(source, known).flatMap(({ name, line }) => {
      const owner = owners.get(name);
      if (owner === undefined || owner === folderOf(source.path, config)) return [];
      const what = `${source.path} reaches into ${name}, which belongs to ${owner}`;
      const mend = `call a function that ${owner}/index.ts exports, or add one there.`;
      return [{ file: source.path, line, to: name, what, mend }];
    }),
  );
  return [...undeclared(house, owners), ...reaching];
}

/** The tables and listed functions that a file names, in SQL or in calls of the query builder. */
function reaches(source: Source, known: ReadonlySet<string>): { name: string; line: number }[] {
  const inSql = source.sql.flatMap(({ text, line }) =>
    namesIn(text, known).map(({ name, at }) => ({
      name,
      line: line + text.slice(0, at).split('\n').length - 1,
    })),
  );
  const inBuilder = source.tables.map(({ text, line }) => ({ name: text.replace(/^public\./, ''), line }));
  return [...inSql, ...inBuilder];
}

function undeclared({ config, migrations }: House, owners: Map<string, string>): Breach[] {
  const { tables } = migrations;
  const missing = [...tables.values()].filter((table) => !table.isPartition && !owners.has(table.name));
  const gone = Object.values(config.tables).flatMap((names) => names.filter((name) => !tables.has(name)));
  return [
    ...missing.map(({ name, file, line }) => {
      const mend = 'add it to its owner under "tables" in floors.json.';
      return { file, line, to: name, what: `table ${name} belongs to no folder`, mend };
    }),
    ...gone.map((name) => {
      const what = `"tables" lists ${name}, which no migration creates`;
      return { file: 'floors.json', line: 1, to: name, what, mend: 'take it out, or correct its name.' };
    }),
  ];
}
