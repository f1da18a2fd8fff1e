import styles from "./icon.module.css";

const paths = {
  up: "M8 14V3M3.5 7.5L8 3l4.5 4.5",
  down: "M8 2v11M3.5 8.5L8 13l4.5-4.5",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  ok: "M2.5 8.5l3.5 4 7.5-9",
  plus: "M8 2.5v11M2.5 8h11",
  minus: "M2.5 8h11",
  bolt: "M2 6h9v4H2zM11 8h3.5M13 4.5v7",
  swap: "M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3",
  undo: "M3 6h7a3.5 3.5 0 010 7H6M6 3L3 6l3 3",
  redo: "M13 6H6a3.5 3.5 0 000 7h4M10 3l3 3-3 3",
  back: "M10.5 2.5L5 8l5.5 5.5",
  forward: "M5.5 2.5L11 8l-5.5 5.5",
  grip: "M5 3h.01M5 8h.01M5 13h.01M10.5 3h.01M10.5 8h.01M10.5 13h.01",
  close: "M3 3l10 10M13 3L3 13",
  find: "M7 2a5 5 0 100 10A5 5 0 007 2zM11 11l3.5 3.5",
  lock: "M3 7h10v7H3zM5 7V5a3 3 0 016 0v2",
  device: "M4 1.5h8v13H4zM7 12h2",
  off: "M8 2a6 6 0 100 12A6 6 0 008 2zM4 4l8 8",
  tray: "M2 3h12v10H2zM2 9h3.5l1 2h3l1-2H14",
} as const;

export type IconName = keyof typeof paths;

/** A drawn sign; always beside words, or inside a control that has a name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true" data-icon={name}>
      <path d={paths[name]} />
    </svg>
  );
}
