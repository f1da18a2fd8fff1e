import type { UndoManager } from "yjs";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import styles from "./agenda-dock.module.css";
import { useUndoState } from "./undo-buttons.tsx";

type Add = (kind: "block" | "break") => void;

/** Under the rows: what can be added. */
export function AddBlock({ onAdd }: { readonly onAdd: Add }) {
  const t = useText();
  return (
    <div className={styles.add}>
      <Button look="bare" onClick={() => onAdd("block")}>
        <Icon name="plus" />
        {t("agenda.addBlock")}
      </Button>
      <Button look="bare" onClick={() => onAdd("break")}>
        <Icon name="plus" />
        {t("agenda.addBreak")}
      </Button>
    </div>
  );
}

/** On a phone, at the foot. */
export function AgendaDock({ onAdd, undo }: { readonly onAdd: Add; readonly undo: UndoManager }) {
  const t = useText();
  const { back, forth } = useUndoState(undo);
  return (
    <div className={styles.dock} data-foot-bar="">
      <Button look="go" onClick={() => onAdd("block")}>
        <Icon name="plus" />
        {t("agenda.block")}
      </Button>
      <Button disabled={!back} onClick={() => undo.undo()}>
        <Icon name="undo" />
        {t("agenda.undo")}
      </Button>
      <Button disabled={!forth} onClick={() => undo.redo()}>
        <Icon name="redo" />
        {t("agenda.redo")}
      </Button>
    </div>
  );
}
