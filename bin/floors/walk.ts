/** Walks a syntax tree, and answers the few questions that the laws ask of a node. */
import { type Node, visitorKeys } from 'oxc-parser';

/** Calls `visit` for a node and everything in it, outer nodes first. */
export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  visit(node, parent);
  const children = node as unknown as Record<string, unknown>;
  for (const key of visitorKeys[node.type] ?? []) {
    const child = children[key];
    if (Array.isArray(child)) {
      for (const item of child) if (item) walk(item as Node, visit, node);
    } else if (child) walk(child as Node, visit, node);
  }
}

/** The text of a string or template; `$0` stands where a template has an expression. */
export function textOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node?.type !== 'TemplateLiteral') return undefined;
  return node.quasis.map((part) => part.value.cooked ?? part.value.raw).join('$0');
}

/** The last name of what is called: `query` for `this.pool.query`. */
export function nameOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Identifier') return node.name;
  if (node?.type === 'MemberExpression') return propertyOf(node.property);
  return undefined;
}

function propertyOf(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : textOf(node);
}
