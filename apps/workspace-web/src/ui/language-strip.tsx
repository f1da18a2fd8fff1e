import { classes } from "./classes.ts";
import styles from "./language-strip.module.css";

export interface LanguageLeaf {
  readonly code: string;
  readonly state: "written" | "stale" | "missing";
  /** Shown after the code, for instance how far it has got. */
  readonly note?: string;
  /** What the state is called, for those who do not see the fold or the strike. */
  readonly label: string;
}

/** One box, one leaf a language. */
export function LanguageStrip({
  leaves,
  label,
  className,
}: {
  readonly leaves: readonly LanguageLeaf[];
  readonly label: string;
  readonly className?: string | undefined;
}) {
  return (
    <span
      className={classes(styles.strip, className)}
      role="img"
      aria-label={`${label}. ${leaves.map((leaf) => leaf.label).join(", ")}`}
    >
      {leaves.map((leaf) => (
        <span key={leaf.code} className={styles[leaf.state]} title={leaf.label}>
          <span>
            {leaf.code.toUpperCase()}
            {leaf.note !== undefined && ` ${leaf.note}`}
          </span>
        </span>
      ))}
    </span>
  );
}
