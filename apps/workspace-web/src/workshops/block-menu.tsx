import { setLock, type TimedNode } from "@milango/core/workshops";
import { type FocusEvent, useState } from "react";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import own from "./block-menu.module.css";

interface Item {
  readonly words: Parameters<ReturnType<typeof useText>>[0];
  readonly look?: string | undefined;
  readonly act: () => void;
}

function intoSight(list: HTMLUListElement | null): void {
  list?.scrollIntoView({ block: "nearest" });
}

/** What is done more rarely to a block. Closes when the focus leaves it. */
export function BlockMenu({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { hand, acts, choose, showDetails } = useDesk();
  const [open, setOpen] = useState(false);
  const isShape = node.kind === "group" || node.kind === "tracks" || node.kind === "day";
  const act = (what: () => void) => () => {
    setOpen(false);
    what();
  };
  const items: readonly Item[] = [
    { words: "agenda.details", look: own.details, act: () => showDetails(node.id) },
    ...(node.kind === "track" || node.kind === "day"
      ? []
      : [
          {
            words: node.lock === null ? "agenda.fix" : "agenda.unfix",
            act: () => {
              hand.newStep();
              setLock(hand.editing, node.id, node.lock === null ? node.startsAt : undefined);
            },
          } as const,
          { words: "chosen.choose", act: () => choose(node.id, "toggle") } as const,
        ]),
    { words: "chosen.copy", act: () => acts.copy([node]) },
    { words: "chosen.duplicate", act: () => acts.duplicate([node]) },
    ...(node.kind === "track" || node.kind === "day"
      ? []
      : [
          { words: "chosen.group", act: () => acts.group([node.id]) } as const,
          { words: "chosen.parallel", act: () => acts.putInParallel([node.id]) } as const,
        ]),
    ...(isShape && node.children.length > 0
      ? [{ words: "chosen.dissolve", act: () => acts.dissolve(node.id) } as const]
      : []),
    { words: "agenda.remove", look: own.danger, act: () => acts.remove([node]) },
  ];
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
      {/* Near the end of a page the list would stand behind what is fixed there: it comes into sight. */}
      {open && (
        <ul className={own.list} ref={intoSight}>
          {items.map(({ words, act: done, look }) => (
            <li key={words}>
              <button type="button" className={look} onClick={act(done)}>
                {t(words)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
