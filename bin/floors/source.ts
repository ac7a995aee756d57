/** Parses one source file into the facts that the laws are about. */
import { type Node, parseSync } from 'oxc-parser';
import { type Import, importOf } from './imports.ts';
import { looksLikeSql } from './sql.ts';
import type { TextFile } from './tree.ts';
import { nameOf, textOf, walk } from './walk.ts';

export type Found = { text: string; line: number };

export type Source = {
  path: string;
  text: string;
  lines: number;
  imports: Import[];
  /** Dynamic imports whose path is not written out. */
  unknownImports: number[];
  starExports: number[];
  functions: { name: string; line: number; lines: number }[];
  /** SQL in strings and templates. */
  sql: Found[];
  /** Tables named in calls of the query builder. */
  tables: Found[];
  envReads: number[];
  /** What the parser could not read. */
  errors: Found[];
};

/** Reads a file; what can't be parsed is in `errors`. */
export function readSource(file: TextFile): Source {
  const parsed = parseSync(file.path, file.text);
  const lineAt = lineFinder(file.text);
  const source: Source = {
    path: file.path,
    text: file.text,
    lines: file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0),
    imports: [],
    unknownImports: [],
    starExports: [],
    functions: [],
    sql: [],
    tables: [],
    envReads: [],
    errors: parsed.errors.map((error) => ({
      text: error.message,
      line: lineAt(error.labels[0]?.start ?? 0),
    })),
  };
  walk(parsed.program, (node, parent) => collect(source, node, parent, lineAt));
  return source;
}

function collect(source: Source, node: Node, parent: Node | undefined, lineAt: (at: number) => number): void {
  const line = lineAt(node.start);
  const imported = importOf(node);
  if (imported === 'unknown') source.unknownImports.push(line);
  else if (imported) source.imports.push({ ...imported, line });
  if (node.type === 'ExportAllDeclaration') source.starExports.push(line);
  if (isFunction(node)) {
    source.functions.push({ name: functionName(node, parent), line, lines: lineAt(node.end) - line + 1 });
  }
  if (readsEnv(node)) source.envReads.push(line);
  const sql = sqlOf(node, parent);
  if (sql !== undefined) source.sql.push({ text: sql, line });
  for (const text of tablesOf(node)) source.tables.push({ text, line });
}

function isFunction(node: Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function functionName(node: Node, parent: Node | undefined): string {
  const owner = parent?.type === 'CallExpression' ? undefined : parent;
  for (const place of [node, owner]) {
    if (place && 'id' in place) {
      const name = nameOf(place.id as Node | null);
      if (name !== undefined) return name;
    }
    if (place && 'key' in place) return nameOf(place.key as Node) ?? 'a method';
  }
  return 'an unnamed function';
}

/** `process.env`, `const { env } = process`, `import { env } from 'node:process'`. */
function readsEnv(node: Node): boolean {
  if (node.type === 'MemberExpression') return nameOf(node) === 'env' && nameOf(node.object) === 'process';
  if (node.type === 'VariableDeclarator') {
    if (nameOf(node.init) !== 'process' || node.id.type !== 'ObjectPattern') return false;
    return node.id.properties.some((property) => 'key' in property && nameOf(property.key) === 'env');
  }
  if (node.type !== 'ImportDeclaration' || !/^(node:)?process$/.test(node.source.value)) return false;
  return node.specifiers.some((item) => item.type === 'ImportSpecifier' && nameOf(item.imported) === 'env');
}

/** A string or template that is SQL: tagged or passed as such, or of the shape of a statement. */
function sqlOf(node: Node, parent: Node | undefined): string | undefined {
  if (node.type !== 'Literal' && node.type !== 'TemplateLiteral') return undefined;
  const text = textOf(node);
  if (text === undefined || !/\w\s+\w|\w"/.test(text)) return undefined;
  const tagged = parent?.type === 'TaggedTemplateExpression' && nameOf(parent.tag) === 'sql';
  const passed = parent?.type === 'CallExpression' && /^(query|raw)$/.test(nameOf(parent.callee) ?? '');
  return tagged || passed || looksLikeSql(text) ? text : undefined;
}

const builderCalls =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|(inner|left|right|full|cross)Join(Lateral)?|from|using|table)$/;

function tablesOf(node: Node): string[] {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  if (!builderCalls.test(nameOf(node.callee) ?? '')) return [];
  const owner = nameOf(node.callee.object);
  if (owner !== undefined && /^[A-Z]/.test(owner)) return [];
  const first = node.arguments[0];
  const items = first?.type === 'ArrayExpression' ? first.elements : [first];
  return items.flatMap(
    (item) =>
      textOf(item)
        ?.trim()
        .split(/\s+as\s+/i)[0] ?? [],
  );
}

function lineFinder(text: string): (at: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
