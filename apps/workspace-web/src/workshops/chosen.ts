import type { TimedNode } from "@milango/core/workshops";

/** Ids in reading order. */
export function readingOrder(nodes: readonly TimedNode[]): string[] {
  return nodes.flatMap((node) => [node.id, ...readingOrder(node.children)]);
}

/** Chosen nodes in reading order, without those that are inside another chosen one: they go with it. */
export function chosenTops(nodes: readonly TimedNode[], chosen: ReadonlySet<string>): TimedNode[] {
  return nodes.flatMap((node) => (chosen.has(node.id) ? [node] : chosenTops(node.children, chosen)));
}

/** All from one to another in reading order, both included. */
export function chosenThrough(nodes: readonly TimedNode[], from: string, to: string): string[] {
  const order = readingOrder(nodes);
  const [start, end] = [order.indexOf(from), order.indexOf(to)].sort((left, right) => left - right);
  return start === undefined || start < 0 ? [to] : order.slice(start, (end ?? start) + 1);
}
