import { type Place, rootId } from "@milango/core/workshops";
import styles from "./drag-row.module.css";

interface Dropping {
  readonly canPlace: (id: string, parent: string) => boolean;
  readonly drop: (ids: readonly string[], place: Place) => void;
}

interface Target {
  readonly place: Place;
  /** Where the line is drawn, in the window. */
  readonly line: { readonly left: number; readonly top: number; readonly width: number };
}

/** Pixels the pointer moves before a press on the grip is a drag. */
const slack = 4;
/** Pixels from the window's edges where the page begins to scroll, and how far at each frame. */
const edge = 72;
const stride = 14;

/**
 * Follows one pointer from a grip: a line shows where the row would go, Escape leaves all as it was. Nothing of the
 * agenda is drawn anew while it lasts, so it stays smooth on slow phones.
 */
export function dragRow(
  sheet: HTMLElement,
  row: HTMLElement,
  start: PointerEvent,
  ids: readonly string[],
  { canPlace, drop }: Dropping,
): void {
  const line = document.createElement("div");
  line.className = styles.line ?? "";
  const ghost = document.createElement("div");
  ghost.className = styles.ghost ?? "";
  const title = row.querySelector<HTMLTextAreaElement>("textarea");
  ghost.textContent = `${title?.value || title?.placeholder || ""}${ids.length > 1 ? `  + ${ids.length - 1}` : ""}`;
  let target: Target | undefined;
  let begun = false;
  let at = { x: start.clientX, y: start.clientY };
  let frame = 0;

  const show = () => {
    target = targetAt(sheet, at, ids, canPlace);
    line.hidden = target === undefined;
    if (target !== undefined) {
      line.style.transform = `translate(${target.line.left}px, ${target.line.top}px)`;
      line.style.width = `${target.line.width}px`;
    }
    ghost.style.transform = `translate(${at.x + 14}px, ${at.y - 18}px)`;
  };
  const scroll = () => {
    const by = at.y < edge ? -stride : at.y > innerHeight - edge ? stride : 0;
    if (by !== 0) {
      const box = scrollBox(sheet);
      box.scrollBy(0, by);
      show();
    }
    frame = requestAnimationFrame(scroll);
  };
  const begin = () => {
    begun = true;
    document.body.append(line, ghost);
    for (const id of ids) rowOf(sheet, id)?.setAttribute("data-dragged", "");
    frame = requestAnimationFrame(scroll);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== start.pointerId) return;
    at = { x: event.clientX, y: event.clientY };
    if (!begun && Math.hypot(at.x - start.clientX, at.y - start.clientY) < slack) return;
    event.preventDefault();
    if (!begun) begin();
    show();
  };
  const end = (dropped: boolean) => {
    cancelAnimationFrame(frame);
    line.remove();
    ghost.remove();
    for (const id of ids) rowOf(sheet, id)?.removeAttribute("data-dragged");
    for (const [name, listener] of listeners) removeEventListener(name, listener as EventListener, { capture: true });
    if (dropped && begun && target !== undefined) drop(ids, target.place);
  };
  const listeners = [
    ["pointermove", move],
    ["pointerup", (event: PointerEvent) => event.pointerId === start.pointerId && end(true)],
    ["pointercancel", () => end(false)],
    [
      "keydown",
      (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        end(false);
      },
    ],
  ] as const;
  for (const [name, listener] of listeners)
    addEventListener(name, listener as EventListener, { capture: true, passive: false });
}

/** Where rows would go if they were let fall here: before or after the row under the pointer, or into an empty track. */
function targetAt(
  sheet: HTMLElement,
  { x, y }: { readonly x: number; readonly y: number },
  ids: readonly string[],
  canPlace: Dropping["canPlace"],
): Target | undefined {
  const isOver = ({ left, right }: DOMRect) => x >= left && x <= right;
  const fits = (parent: string) => ids.every((id) => id !== parent && canPlace(id, parent));
  for (const empty of sheet.querySelectorAll<HTMLElement>("[data-empty-parent]")) {
    const box = empty.getBoundingClientRect();
    const parent = empty.dataset.emptyParent ?? "";
    if (isOver(box) && y >= box.top && y <= box.bottom && fits(parent))
      return { place: { parent }, line: { left: box.left, top: box.top + box.height / 2, width: box.width } };
  }
  let best: (Target & { readonly distance: number }) | undefined;
  for (const row of sheet.querySelectorAll<HTMLElement>("[data-node-id][data-parent]")) {
    const { nodeId = "", parent = rootId } = row.dataset;
    if (ids.includes(nodeId) || row.parentElement?.closest("[data-dragged]") != null) continue;
    const box = row.getBoundingClientRect();
    if (!isOver(sheet.getBoundingClientRect())) return undefined;
    // Rows of another column are far, however near they are in height.
    const aside = isOver(box) ? 0 : 10_000;
    // Under the head of a group or a day is its inside; where there are rows in it, they say so themselves.
    const holds = row.dataset.kind === "group" || row.dataset.kind === "day";
    const below: Place = holds ? { parent: nodeId } : { parent, after: nodeId };
    const edges: [number, Place][] = fits(parent) ? [[box.top, { parent, before: nodeId }]] : [];
    const isFull = holds && sheet.querySelector(`[data-parent="${CSS.escape(nodeId)}"]`) !== null;
    if (!isFull && fits(below.parent)) edges.push([box.bottom, below]);
    for (const [edgeY, place] of edges) {
      // The narrower of two rows at the same height is the one inside: what is nearest to the pointer wins.
      const distance = Math.abs(y - edgeY) + aside + box.width / 10_000;
      if (best === undefined || distance < best.distance)
        best = { distance, place, line: { left: box.left, top: edgeY, width: box.width } };
    }
  }
  return best;
}

function rowOf(sheet: HTMLElement, id: string): Element | null {
  return sheet.querySelector(`[data-node-id="${CSS.escape(id)}"]`);
}

/** What scrolls the rows: the nearest box that does, else the page. */
function scrollBox(element: HTMLElement): Element {
  for (let box: HTMLElement | null = element; box !== null; box = box.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(box).overflowY) && box.scrollHeight > box.clientHeight) return box;
  }
  return document.scrollingElement ?? document.documentElement;
}
