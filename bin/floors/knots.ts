/** Cycles in a graph of imports. */

export type Edge = { to: string; file: string; line: number };
export type Graph = Map<string, Edge[]>;

/** Adds an edge. */
export function connect(graph: Graph, from: string, edge: Edge): void {
  const edges = graph.get(from);
  if (edges) edges.push(edge);
  else graph.set(from, [edge]);
}

/** Strongly connected parts of more than one node, or of one that leads to itself (after Tarjan). */
export function knots(graph: Graph): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const number = order.size;
    order.set(node, number);
    stack.push(node);
    let low = number;
    for (const { to } of graph.get(node) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (stack.includes(to)) low = Math.min(low, order.get(to) ?? low);
    }
    if (low === number) {
      const knot = stack.splice(stack.indexOf(node));
      if (knot.length > 1 || graph.get(node)?.some((edge) => edge.to === node)) found.push(knot);
    }
    return low;
  };
  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** The shortest way from a knot's first node back to it. */
export function wayRound(graph: Graph, knot: readonly string[]): Edge[] {
  const start = [...knot].sort()[0] ?? '';
  const queue: { node: string; way: Edge[] }[] = [{ node: start, way: [] }];
  const seen = new Set<string>();
  for (const { node, way } of queue) {
    for (const edge of graph.get(node) ?? []) {
      if (edge.to === start) return [...way, edge];
      if (seen.has(edge.to) || !knot.includes(edge.to)) continue;
      seen.add(edge.to);
      queue.push({ node: edge.to, way: [...way, edge] });
    }
  }
  return [];
}
