import { compareSiblings, type Position, rootId } from "./agenda-document.ts";

export interface PlacedNode {
  readonly id: string;
  /** Nothing when the place is missing or unreadable. */
  readonly position: Position | undefined;
}

export interface Places {
  /** Ids under each parent (`root` for the top) in the order everybody sees. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** Ids to place anew: their parent is gone, or concurrent moves closed a circle. What is under them follows them. */
  readonly tray: readonly string[];
}

/** Deeper than anybody nests by hand; what lies below goes to the tray, so that no document can exhaust a reader's stack. */
const deepest = 32;

/**
 * Gives every live node exactly one place, from the same values always the same. In a circle the smallest id gives
 * way: it goes to the tray, and the rest of the circle hangs under it as before.
 */
export function resolvePlaces(nodes: readonly PlacedNode[]): Places {
  const byParent = new Map<string, { id: string; o: string }[]>();
  const parents = new Map<string, string>();
  const live = new Set(nodes.map((node) => node.id));
  const roots: string[] = [];
  for (const { id, position } of nodes) {
    if (position === undefined || (position.p !== rootId && !live.has(position.p))) {
      roots.push(id);
      continue;
    }
    parents.set(id, position.p);
    const siblings = byParent.get(position.p);
    if (siblings === undefined) byParent.set(position.p, [{ id, o: position.o }]);
    else siblings.push({ id, o: position.o });
  }
  for (const siblings of byParent.values()) siblings.sort(compareSiblings);

  const children = new Map<string, string[]>();
  const seen = new Set<string>([rootId]);
  const tray: string[] = [];
  const hang = (top: string) => {
    let level = [top];
    for (let depth = 0; level.length > 0; depth++) {
      const below: string[] = [];
      for (const parent of level) {
        const fresh = (byParent.get(parent) ?? []).map(({ id }) => id).filter((id) => !seen.has(id));
        for (const id of fresh) seen.add(id);
        if (depth >= deepest) {
          for (const id of fresh) roots.push(id);
        } else {
          if (fresh.length > 0) children.set(parent, fresh);
          for (const id of fresh) below.push(id);
        }
      }
      level = below;
    }
  };
  const hangInTray = () => {
    for (let next = roots.pop(); next !== undefined; next = roots.pop()) {
      seen.add(next);
      tray.push(next);
      hang(next);
    }
  };
  hang(rootId);
  hangInTray();
  // Whatever is left is in a circle or under one.
  for (const { id } of nodes) {
    if (seen.has(id)) continue;
    roots.push(smallestOfCircle(id, parents));
    hangInTray();
  }
  return { children, tray: tray.sort((left, right) => (left < right ? -1 : 1)) };
}

function smallestOfCircle(start: string, parents: ReadonlyMap<string, string>): string {
  const path = new Set<string>();
  let at = start;
  while (!path.has(at)) {
    path.add(at);
    at = parents.get(at) ?? at;
  }
  let smallest = at;
  for (let next = parents.get(at) ?? at; next !== at; next = parents.get(next) ?? at) {
    if (next < smallest) smallest = next;
  }
  return smallest;
}
