/** Every way in which one file names another: static, type-only, re-export, dynamic, `import('…')` types. */
import { posix } from 'node:path';
import type { Node } from 'oxc-parser';
import { nameOf, textOf } from './walk.ts';

export type Import = {
  /** As written; ends in `*` where a template leaves the rest open. */
  specifier: string;
  line: number;
  /** Gone at run time. `import { type A }` is not: it leaves an empty import behind. */
  typeOnly: boolean;
  /** Path in the repository, for relative imports. */
  target?: string;
  /** Package name, or `node:…`, for the others. */
  npm?: string;
};

/** What a node imports; `undefined` if it is no import, `'unknown'` if its path is not written out. */
export function importOf(node: Node): { specifier: string; typeOnly: boolean } | 'unknown' | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: node.source.value, typeOnly: node.importKind === 'type' };
    case 'ExportAllDeclaration':
      return { specifier: node.source.value, typeOnly: node.exportKind === 'type' };
    case 'ExportNamedDeclaration':
      return node.source ? { specifier: node.source.value, typeOnly: node.exportKind === 'type' } : undefined;
    case 'TSImportType':
      return { specifier: node.source.value, typeOnly: true };
    case 'TSExternalModuleReference':
      return { specifier: node.expression.value, typeOnly: false };
    case 'ImportExpression':
      return dynamic(node.source);
    case 'CallExpression':
      return nameOf(node.callee) === 'require' ? dynamic(node.arguments[0]) : undefined;
    case 'NewExpression':
      return workerUrl(node);
    default:
      return undefined;
  }
}

function dynamic(source: Node | undefined): { specifier: string; typeOnly: false } | 'unknown' {
  const text = textOf(source);
  const prefix = text?.split('$0')[0];
  if (text === undefined || !prefix) return 'unknown';
  return { specifier: text === prefix ? text : `${prefix}*`, typeOnly: false };
}

/** `new URL('./worker.ts', import.meta.url)` starts a file as surely as an import does. */
function workerUrl(
  node: Node & { type: 'NewExpression' },
): { specifier: string; typeOnly: false } | undefined {
  const text = nameOf(node.callee) === 'URL' && node.arguments.length === 2 ? textOf(node.arguments[0]) : '';
  return text && /^\.{1,2}\/.*\.(ts|tsx|mts|mjs)$/.test(text)
    ? { specifier: text, typeOnly: false }
    : undefined;
}

/** Resolves a specifier: a path of the repository for relative ones, a package name for the others. */
export function resolve(from: string, specifier: string, exists: (path: string) => boolean) {
  const bare = specifier.split('?')[0] ?? specifier;
  if (!bare.startsWith('.')) return { npm: packageOf(bare) };
  const path = posix.join(posix.dirname(from), bare);
  const candidates = [path, `${path}.ts`, `${path}.tsx`, path.replace(/js(x?)$/, 'ts$1'), `${path}/index.ts`];
  return { target: candidates.find(exists) ?? path };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
