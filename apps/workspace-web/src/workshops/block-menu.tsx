import { setLock, type TimedNode } from "@milango/core/workshops";
import { type FocusEvent, useState } from "react";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";

/** What is done more rarely to a block. Closes when the focus leaves it. */
export function BlockMenu({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { hand, remove, showDetails } = useDesk();
  const [open, setOpen] = useState(false);
  const act = (what: () => void) => () => {
    setOpen(false);
    what();
  };
  const leave = (event: FocusEvent<HTMLSpanElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the list from anywhere in it.
    <span
      className={styles.menu}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Escape") setOpen(false);
      }}
    >
      <Button size="square" aria-label={t("agenda.other")} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="more" />
      </Button>
      {open && (
        <ul className={styles.menuList}>
          <li>
            <button type="button" className={styles.detailsItem} onClick={act(() => showDetails(node.id))}>
              {t("agenda.details")}
            </button>
          </li>
          <li>
            <button
              type="button"
              onClick={act(() => {
                hand.newStep();
                setLock(hand.editing, node.id, node.lock === null ? node.startsAt : undefined);
              })}
            >
              {t(node.lock === null ? "agenda.fix" : "agenda.unfix")}
            </button>
          </li>
          <li>
            <button type="button" className={styles.dangerItem} onClick={act(() => remove(node.id))}>
              {t("agenda.remove")}
            </button>
          </li>
        </ul>
      )}
    </span>
  );
}
