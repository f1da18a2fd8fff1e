import { classes } from "./classes.ts";
import styles from "./door.module.css";

/** What is cut out of each door, in a 16 × 20 box. */
export const doorPatterns: { readonly [code: string]: string } = {
  MF: "M3.6 3.6h8.8v2H3.6zM3.6 7.3h8.8v2H3.6zM3.6 11h8.8v2H3.6zM3.6 14.7h8.8v2H3.6z",
  CR: "M8 4.4a5.6 5.6 0 100 11.2A5.6 5.6 0 008 4.4zM8 7.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6z",
  GP: "M3.8 3.6h2v12.8h-2zM7 3.6h2v12.8H7zM10.2 3.6h2v12.8h-2z",
  MQ: "M8 3.4l4.8 6.6L8 16.6 3.2 10z",
  GF: "M3.4 7.2L8 3.4l4.6 3.8v3.2L8 6.6l-4.6 3.8zM3.4 13.2L8 9.4l4.6 3.8v3.2L8 12.6l-4.6 3.8z",
  HT: "M4.4 3.6h7.2L8 8.9zM4.4 16.4h7.2L8 11.1zM3.2 5.4v9.2L6.7 10zM12.8 5.4v9.2L9.3 10z",
  JM: "M3.6 3.6h8.8v6H3.6z",
  SR: "M3.6 3.4h3.6v3.4H3.6zM8.8 3.4h3.6v3.4H8.8zM3.6 8.3h3.6v3.4H3.6zM8.8 8.3h3.6v3.4H8.8zM3.6 13.2h3.6v3.4H3.6zM8.8 13.2h3.6v3.4H8.8z",
  LC: "M3 16.6L6.2 7l2.3 5.6 1.7-3.4 2.8 7.4z",
  DO: "M4 17.6V8.4a4 4 0 018 0v9.2z",
};

/** The door of a territory: its colour and its cut-out. The name or the code stands beside it. */
export function Door({
  code,
  size = "small",
}: {
  readonly code: string;
  readonly size?: "small" | "row" | "big" | "hero";
}) {
  return (
    <svg className={classes(styles.door, styles[size])} data-territory={code} viewBox="0 0 16 20" aria-hidden="true">
      <path fill="currentColor" fillRule="evenodd" d={`M1.5 1h13v18h-13z${doorPatterns[code] ?? ""}`} />
    </svg>
  );
}
