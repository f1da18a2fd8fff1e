import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import styles from "./clock-pair.module.css";
import { Door } from "./door.tsx";

/** The hairline with two knuckles between the halves of a pair. */
export function Hinge({ className }: { readonly className?: string }) {
  return <span className={classes(styles.hinge, className)} aria-hidden="true" />;
}

interface Leaf {
  readonly text: string;
  /** Shown as a door; also what a screen reader hears before the hour. */
  readonly territory?: { readonly code: string; readonly name: string };
}

/** One hour seen from both sides: one's own bold, the other's after the hinge. */
export function ClockPair({
  own,
  other,
  size = "row",
  doors = false,
  after,
}: {
  readonly own: Leaf;
  readonly other?: Leaf | undefined;
  readonly size?: "row" | "large" | "text";
  readonly doors?: boolean;
  readonly after?: ReactNode;
}) {
  const leaf = (side: Leaf, kind: "own" | "other") => (
    <span className={styles.leaf}>
      {doors && side.territory !== undefined && <Door code={side.territory.code} />}
      {side.territory !== undefined && <span className={styles.spoken}>{side.territory.name} </span>}
      <time className={styles[kind]}>{side.text}</time>
    </span>
  );
  return (
    <span className={classes(styles.pair, styles[size])}>
      {leaf(own, "own")}
      {other !== undefined && (
        <>
          <Hinge />
          {leaf(other, "other")}
        </>
      )}
      {after}
    </span>
  );
}
