/** Law `isolation`: every table belongs to workspaces, and the database itself keeps them apart. */
import { matchesAny } from './glob.ts';
import type { Breach, House } from './house.ts';
import type { Table } from './migrations.ts';

/** Tables without workspace_id or forced row-level security, and views that read past it. */
export function lawIsolation({ config, migrations }: House): Breach[] {
  const { tables, openViews } = migrations;
  const listed = Object.keys(config.notIsolated);
  const names = [...tables.keys()];
  return [
    ...[...tables.values()].flatMap((table) => {
      const lacks = lacksOf(table);
      if (lacks.length === 0 || matchesAny(table.name, listed)) return [];
      const what = `table ${table.name} lacks ${lacks.join(', ')}`;
      const mend = 'add it to the migration, or list the table with a reason under "notIsolated".';
      return [{ file: table.file, line: table.line, to: table.name, what, mend }];
    }),
    ...[...openViews.values()].map(({ name, file, line }) => {
      const what = `view ${name} reads with its owner's rights, past row-level security`;
      return { file, line, to: name, what, mend: 'create it `with (security_invoker = true)`.' };
    }),
    ...listed.flatMap((pattern) => {
      if (names.some((name) => matchesAny(name, [pattern]))) return [];
      const what = `"notIsolated" lists ${pattern}, which no migration creates`;
      return [{ file: 'floors.json', line: 1, to: pattern, what, mend: 'take it out.' }];
    }),
  ];
}

function lacksOf(table: Table): string[] {
  return [
    ...(table.hasWorkspace || table.isPartition ? [] : ['`workspace_id uuid not null`']),
    ...(table.isEnabled ? [] : ['`enable row level security`']),
    ...(table.isForced ? [] : ['`force row level security`']),
  ];
}
