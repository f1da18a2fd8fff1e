import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What has the focus: its name, the agenda row around it, and whether it can be seen to have it. */
export function focusedOn(page: Page) {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement & { readonly labels?: NodeListOf<HTMLLabelElement> };
    const isMarked = (one: Element | null) => {
      if (one === null) return false;
      const { outlineStyle, boxShadow } = getComputedStyle(one);
      return outlineStyle !== "none" || boxShadow !== "none";
    };
    const box = element.getBoundingClientRect();
    return {
      name: element.getAttribute("aria-label") ?? (element.labels?.[0] ?? element).textContent?.trim() ?? "",
      row: element.closest("[data-node-id]")?.getAttribute("data-node-id") ?? null,
      // A field with a sign beside it is marked as one thing.
      marked: isMarked(element) || isMarked(element.parentElement),
      seen: box.bottom > 0 && box.top < innerHeight,
    };
  });
}

/** Presses Tab until what has the focus fits; fails when a round through the page does not come by. */
export async function tabTo(
  page: Page,
  what: string | RegExp,
  { row, key = "Tab" }: { readonly row?: string | undefined; readonly key?: "Tab" | "Shift+Tab" } = {},
): Promise<void> {
  for (let presses = 0; presses < 250; presses++) {
    const { name, row: within, marked, seen } = await focusedOn(page);
    const fits = typeof what === "string" ? name === what : what.test(name);
    if (fits && (row === undefined || within === row)) {
      expect(marked, `the focus on "${name}" cannot be seen`).toBe(true);
      expect(seen, `"${name}" has the focus out of sight`).toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never reaches ${what}`);
}
