import type { AgendaNode } from "./read-agenda.ts";

type Searched = Pick<AgendaNode, "id" | "title" | "bodies">;

/**
 * The nodes that say every word of a query, or its beginning, in reading order; accents and case play no part, and titles
 * and long texts count in every language they are written in. An empty query finds nothing.
 */
export function searchAgenda<Node extends Searched & { readonly children: readonly Node[] }>(
  nodes: readonly Node[],
  query: string,
): Node[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const found = (node: Node): Node[] => {
    const said = wordsOf([...Object.values(node.title), ...Object.values(node.bodies)].join(" "));
    const says = words.every((word) => said.some((other) => other.startsWith(word)));
    return [...(says ? [node] : []), ...node.children.flatMap(found)];
  };
  return nodes.flatMap(found);
}

function wordsOf(text: string): string[] {
  const folded = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
