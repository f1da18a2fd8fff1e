import type { ReactNode } from "react";
import styles from "./empty.module.css";

/** Nothing here yet: a door ajar, one sentence, one action. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <svg viewBox="0 0 64 80" aria-hidden="true">
        <path d="M6 80V32a26 26 0 0152 0v48z" fill="var(--sunk)" stroke="var(--line-2)" strokeWidth="2" />
        <path d="M32 80V6a26 26 0 0126 26v48z" fill="var(--light-wash)" stroke="var(--line-2)" strokeWidth="2" />
      </svg>
      <div>
        <h2>{title}</h2>
        {children !== undefined && <p>{children}</p>}
        {action}
      </div>
    </div>
  );
}
