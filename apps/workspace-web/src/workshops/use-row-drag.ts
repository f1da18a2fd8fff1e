import type { Place } from "@milango/core/workshops";
import { type RefObject, useEffect, useRef } from "react";

interface RowDrag {
  readonly canPlace: (id: string, parent: string) => boolean;
  /** What goes with the row that is gripped: itself, or all that are chosen. */
  readonly dragged: (id: string) => readonly string[];
  readonly drop: (ids: readonly string[], place: Place) => void;
}

/**
 * Rows are dragged by their grip, with a mouse, a pen or a finger. What follows the pointer comes when it is first
 * needed; ↑ ↓ and "Move to…" never depend on it.
 */
export function useRowDrag(sheet: RefObject<HTMLElement | null>, enabled: boolean, drag: RowDrag): void {
  const latest = useRef(drag);
  latest.current = drag;
  useEffect(() => {
    const element = sheet.current;
    if (element === null || !enabled) return;
    const grip = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || event.button !== 0 || target.closest("[data-grip]") === null) return;
      const row = target.closest<HTMLElement>("[data-node-id]");
      const id = row?.dataset.nodeId;
      if (row === null || id === undefined) return;
      event.preventDefault();
      void import("./drag-row.ts").then(({ dragRow }) =>
        dragRow(element, row, event, latest.current.dragged(id), latest.current),
      );
    };
    element.addEventListener("pointerdown", grip);
    return () => element.removeEventListener("pointerdown", grip);
  }, [sheet, enabled]);
}
