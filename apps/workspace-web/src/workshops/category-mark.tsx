import type { BlockCategory } from "@milango/core/workshops";
import styles from "./category-mark.module.css";

/** Each kind of work has a drawing beside its colour: the two say the same. */
const drawings: { readonly [category in BlockCategory]: string } = {
  opening: "M2 14V8a6 6 0 0112 0v6z",
  listening: "M2 3h12v2H2zM2 7h12v2H2zM2 11h12v2H2z",
  exchange: "M1 2h9v7H5l-3 3V9H1zM11 6h4v7h-1v2l-3-2H6v-3h5z",
  work: "M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z",
  decision: "M8 1l7 7-7 7-7-7z",
  visit: "M1 13L6 3l3 5 2-3 4 8z",
};

/** The sign of a kind of work; its name stands beside it or in the label. */
export function CategoryMark({ category }: { readonly category: BlockCategory }) {
  return (
    <svg className={styles.mark} data-category={category} viewBox="0 0 16 16" aria-hidden="true">
      <path fill="currentColor" d={drawings[category]} />
    </svg>
  );
}
