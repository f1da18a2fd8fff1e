import type { TimedNode } from "@milango/core/workshops";
import { useEffect, useState } from "react";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import { BlockMenu } from "./block-menu.tsx";

function Moves({ node, bare = false }: { readonly node: TimedNode; readonly bare?: boolean }) {
  const t = useText();
  const { hand, acts } = useDesk();
  const look = bare ? "bare" : "plain";
  return (
    <>
      <Button
        size="square"
        look={look}
        aria-label={t("agenda.up")}
        aria-disabled={hand.canStep(node.id, "up") ? undefined : true}
        onClick={() => acts.step(node.id, "up")}
      >
        <Icon name="up" />
      </Button>
      <Button
        size="square"
        look={look}
        aria-label={t("agenda.down")}
        aria-disabled={hand.canStep(node.id, "down") ? undefined : true}
        onClick={() => acts.step(node.id, "down")}
      >
        <Icon name="down" />
      </Button>
    </>
  );
}

/** On a row that is not selected: on hover with a mouse, always on a phone. */
export function QuietMoves({ node }: { readonly node: TimedNode }) {
  return (
    <span className={styles.quiet}>
      <Moves node={node} bare />
    </span>
  );
}

/** The selected row's second line: moves, "Move to…", and what else can be done. */
export function BlockControls({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { showMove } = useDesk();
  return (
    <div className={styles.controls}>
      <span className={styles.moves}>
        <Moves node={node} />
      </span>
      <Button size="small" className={styles.moveTo} onClick={() => showMove([node.id])}>
        {t("agenda.moveTo")}
      </Button>
      <BlockMenu node={node} />
    </div>
  );
}

const stride = 5;

/** Minutes by fives, or typed. */
export function DurationStepper({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { hand } = useDesk();
  const [typed, setTyped] = useState(String(node.minutes));
  useEffect(() => setTyped(String(node.minutes)), [node.minutes]);
  const set = (minutes: number) => hand.setMinutes(node.id, minutes);
  const commit = () => {
    const minutes = Number.parseInt(typed, 10);
    if (Number.isNaN(minutes) || minutes === node.minutes) setTyped(String(node.minutes));
    else set(minutes);
  };
  return (
    <span className={styles.stepper}>
      <Button
        size="square"
        aria-label={t("agenda.less")}
        disabled={node.minutes <= 0}
        onClick={() => set(Math.max(0, Math.ceil(node.minutes / stride) * stride - stride))}
      >
        <Icon name="minus" />
      </Button>
      <span className={styles.typed}>
        <input
          inputMode="numeric"
          aria-label={t("agenda.minutesField")}
          value={typed}
          onChange={(event) => setTyped(event.target.value.replace(/\D/g, "").slice(0, 4))}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
          }}
        />
        <span aria-hidden="true">min</span>
      </span>
      <Button
        size="square"
        aria-label={t("agenda.more")}
        onClick={() => set(Math.floor(node.minutes / stride) * stride + stride)}
      >
        <Icon name="plus" />
      </Button>
    </span>
  );
}
