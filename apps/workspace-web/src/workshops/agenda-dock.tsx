import type { UndoManager } from "yjs";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-dock.module.css";
import { useCopied } from "./copied-blocks.ts";
import { useUndoState } from "./undo-buttons.tsx";

/** Under the rows: what can be added, and what was copied, here or in another workshop. */
export function AddBlock({ selected }: { readonly selected: string | undefined }) {
  const t = useText();
  const { acts } = useDesk();
  const copied = useCopied();
  return (
    <div className={styles.add}>
      <Button look="bare" onClick={() => acts.add("block", selected)}>
        <Icon name="plus" />
        {t("agenda.addBlock")}
      </Button>
      <Button look="bare" onClick={() => acts.add("break", selected)}>
        <Icon name="plus" />
        {t("agenda.addBreak")}
      </Button>
      <Button look="bare" onClick={acts.addDay}>
        <Icon name="plus" />
        {t("agenda.addDay")}
      </Button>
      {copied.length > 0 && (
        <Button look="bare" onClick={() => acts.paste(copied, selected)}>
          {t("chosen.paste", { count: copied.length })}
        </Button>
      )}
    </div>
  );
}

/** On a phone, at the foot. */
export function AgendaDock({ selected, undo }: { readonly selected: string | undefined; readonly undo: UndoManager }) {
  const t = useText();
  const { acts } = useDesk();
  const { back, forth } = useUndoState(undo);
  return (
    <div className={styles.dock} data-foot-bar="">
      <Button look="go" onClick={() => acts.add("block", selected)}>
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
