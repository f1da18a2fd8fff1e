import { useEffect } from "react";
import type { UndoManager } from "yjs";
import { useAnnounce } from "../app/announcer.tsx";
import { useText } from "../app/text.ts";

/** Ctrl or ⌘ with Z, ⇧Z and Y take back and do again one's own changes, wherever on the page the focus is. */
export function useUndoKeys(undo: UndoManager, enabled: boolean): void {
  const t = useText();
  const announce = useAnnounce();
  useEffect(() => {
    if (!enabled) return;
    const pressed = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      if (key === "z" && !event.shiftKey) {
        announce({ title: t(undo.undo() === null ? "agenda.nothingToUndo" : "agenda.undone"), quiet: true });
      } else {
        announce({ title: t(undo.redo() === null ? "agenda.nothingToRedo" : "agenda.redone"), quiet: true });
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [undo, enabled, t, announce]);
}
