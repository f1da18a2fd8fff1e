import type { YTextEvent } from "yjs";

/** Where a caret stands after somebody else's edit; what is inserted just at it comes after it. */
export function carried(index: number, delta: YTextEvent["delta"]): number {
  let at = 0;
  let moved = index;
  for (const step of delta) {
    if (step.retain !== undefined) at += step.retain;
    else if (typeof step.insert === "string") {
      if (at < moved) moved += step.insert.length;
      at += step.insert.length;
    } else if (step.delete !== undefined && at < moved) moved = Math.max(at, moved - step.delete);
  }
  return moved;
}
