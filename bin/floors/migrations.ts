/** What the migrations leave behind: tables with their isolation, and SECURITY DEFINER functions. */
import { statements, words } from './sql.ts';
import type { TextFile } from './tree.ts';

export type Table = {
  name: string;
  file: string;
  line: number;
  /** A partition has its parent's columns. */
  isPartition: boolean;
  hasWorkspace: boolean;
  isEnabled: boolean;
  isForced: boolean;
};

export type Place = { name: string; file: string; line: number };

export type Migrations = {
  scripts: readonly TextFile[];
  tables: Map<string, Table>;
  /** Functions that run with their owner's rights; the name is empty where it could not be read. */
  definers: Map<string, Place & { hasSearchPath: boolean }>;
  /** Views that read with their owner's rights, past the policies of the tables. */
  openViews: Map<string, Place>;
};

type Statement = { text: string; line: number; file: string; head: string };

/** Plays the migrations in order. */
export function readTables(scripts: readonly TextFile[]): Migrations {
  const state: Migrations = {
    scripts,
    tables: new Map(),
    definers: new Map(),
    openViews: new Map(),
  };
  for (const script of scripts) {
    for (const { text, line } of statements(script.text)) {
      play(state, { text, line, file: script.path, head: joined(text) });
    }
  }
  return state;
}

/** A statement's words without comments, literals and bodies, in one line; names without quotes and `public`. */
function joined(sql: string): string {
  return words(sql)
    .map((word) => word.text)
    .join(' ')
    .replaceAll(' . ', '.')
    .replaceAll('public.', '');
}

function play(state: Migrations, statement: Statement): void {
  const { head, text } = statement;
  const created = head.match(/^create (?:unlogged )?table (?:if not exists )?([\w.$]+)/);
  if (created) addTable(state, statement, created[1] ?? '');
  const altered = head.match(/^alter table (?:if exists )?(?:only )?([\w.$]+) (.*)/);
  if (altered) alter(state, altered[1] ?? '', altered[2] ?? '');
  for (const name of head.match(/^drop table (?:if exists )?(.*)/)?.[1]?.split(' , ') ?? []) {
    state.tables.delete(name.replace(/ (cascade|restrict)$/, ''));
  }
  const view = head.match(/^create (?:or replace )?(?:materialized )?view (?:if not exists )?([\w.$]+)/);
  if (view?.[1] && !/with \( (.* )?security_invoker (\)|,|= (true|on|1) )/.test(head)) {
    state.openViews.set(view[1], { ...statement, name: view[1] });
  }
  const dropped = head.match(/^drop (?:function|view) (?:if exists )?([\w.$]+)/);
  state.definers.delete(dropped?.[1] ?? '');
  state.openViews.delete(dropped?.[1] ?? '');
  if (/security\s+definer/i.test(withoutComments(text))) addDefiner(state, statement);
}

function addTable(state: Migrations, statement: Statement, name: string): void {
  const isPartition = / partition of /.test(statement.head);
  const hasWorkspace = /[(,] workspace_id uuid (not null|primary key)\b/.test(statement.head);
  const { file, line } = statement;
  state.tables.set(name, {
    name,
    file,
    line,
    isPartition,
    hasWorkspace,
    isEnabled: false,
    isForced: false,
  });
}

function alter(state: Migrations, name: string, action: string): void {
  const table = state.tables.get(name);
  if (table === undefined) return;
  if (/\benable row level security/.test(action)) table.isEnabled = true;
  if (/\bdisable row level security/.test(action)) table.isEnabled = false;
  if (/\bforce row level security/.test(action)) table.isForced = !/\bno force/.test(action);
  if (/\badd (column )?(if not exists )?workspace_id\b/.test(action)) table.hasWorkspace = true;
  const renamed = action.match(/^rename to ([\w.$]+)/)?.[1];
  if (renamed === undefined) return;
  state.tables.delete(name);
  state.tables.set(renamed, { ...table, name: renamed });
}

function addDefiner(state: Migrations, statement: Statement): void {
  const name = withoutComments(statement.text).match(
    /^\s*(?:create\s+(?:or\s+replace\s+)?|alter\s+)function\s+(?:public\.)?"?([\w.]+)/i,
  )?.[1];
  const hasSearchPath = / set search_path\b/.test(statement.head);
  state.definers.set(name?.toLowerCase() ?? '', {
    ...statement,
    name: name?.toLowerCase() ?? '',
    hasSearchPath,
  });
}

function withoutComments(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}
