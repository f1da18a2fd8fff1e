import { type RefObject, useEffect, useRef } from "react";
import { useDesk } from "./agenda-context.ts";

/** A block that was just added comes into view and takes the focus, so that its title can be typed at once. */
export function useFreshFocus(id: string): RefObject<HTMLLIElement | null> {
  const { fresh } = useDesk();
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (fresh.current !== id) return;
    fresh.current = undefined;
    line.current?.scrollIntoView({ block: "nearest" });
    line.current?.querySelector("textarea")?.focus();
  }, [fresh, id]);
  return line;
}
