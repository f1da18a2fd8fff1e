/**
 * What kind of work a block is, for a glance over a day: opening and closing, listening, talking in turn, working on
 * something, deciding, going to see. Documents may carry others, made by other programs; they are shown as none.
 */
export const blockCategories = ["opening", "listening", "exchange", "work", "decision", "visit"] as const;
export type BlockCategory = (typeof blockCategories)[number];

export function isBlockCategory(value: string | null): value is BlockCategory {
  return blockCategories.some((category) => category === value);
}
