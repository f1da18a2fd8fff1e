import { useCallback, useSyncExternalStore } from "react";
import type { UndoManager } from "yjs";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";

/** Whether there is something of one's own to take back or to do again. */
export function useUndoState(undo: UndoManager): { readonly back: boolean; readonly forth: boolean } {
  const subscribe = useCallback(
    (listener: () => void) => {
      const events = ["stack-item-added", "stack-item-popped", "stack-cleared"] as const;
      for (const event of events) undo.on(event, listener);
      return () => {
        for (const event of events) undo.off(event, listener);
      };
    },
    [undo],
  );
  const state = useSyncExternalStore(subscribe, () => `${undo.canUndo()} ${undo.canRedo()}`);
  return { back: state.startsWith("true"), forth: state.endsWith("true") };
}

export function UndoButtons({ undo }: { readonly undo: UndoManager }) {
  const t = useText();
  const { back, forth } = useUndoState(undo);
  return (
    <>
      <Button
        size="square"
        aria-label={t("agenda.undo")}
        title={t("agenda.undo")}
        disabled={!back}
        onClick={() => undo.undo()}
      >
        <Icon name="undo" />
      </Button>
      <Button
        size="square"
        aria-label={t("agenda.redo")}
        title={t("agenda.redo")}
        disabled={!forth}
        onClick={() => undo.redo()}
      >
        <Icon name="redo" />
      </Button>
    </>
  );
}
