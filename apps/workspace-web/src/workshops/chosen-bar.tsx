import type { TimedNode } from "@milango/core/workshops";
import { useEffect } from "react";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./chosen-bar.module.css";

/** What can be done to several blocks at once; stands over the rows while any is chosen. */
export function ChosenBar({ nodes, onDone }: { readonly nodes: readonly TimedNode[]; readonly onDone: () => void }) {
  const t = useText();
  const { acts, writes, showMove } = useDesk();
  const ids = nodes.map(({ id }) => id);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onDone();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [onDone]);
  const then = (act: () => void) => () => {
    act();
    onDone();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar is no fieldset.
    <div className={styles.bar} role="group" aria-label={t("chosen.title", { count: nodes.length })}>
      <strong>{t("chosen.title", { count: nodes.length })}</strong>
      <Button size="small" onClick={then(() => acts.copy(nodes))}>
        {t("chosen.copy")}
      </Button>
      {writes && (
        <>
          <Button size="small" onClick={() => showMove(ids)}>
            {t("agenda.moveTo")}
          </Button>
          <Button size="small" onClick={then(() => acts.group(ids))}>
            {t("chosen.group")}
          </Button>
          <Button size="small" onClick={then(() => acts.putInParallel(ids))}>
            {t("chosen.parallel")}
          </Button>
          <Button size="small" look="danger" onClick={then(() => acts.remove(nodes))}>
            {t("agenda.remove")}
          </Button>
        </>
      )}
      <Button size="small" look="bare" onClick={onDone}>
        {t("chosen.release")}
      </Button>
    </div>
  );
}
