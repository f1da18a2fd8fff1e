import { editText } from "@milango/core/workshops";
import { type TextareaHTMLAttributes, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Text, YTextEvent } from "yjs";
import { classes } from "../ui/classes.ts";
import { carried } from "./carried-caret.ts";
import styles from "./y-text-area.module.css";

interface YTextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "value" | "onChange"> {
  readonly text: Text;
  readonly origin: unknown;
  /** Lines are kept; otherwise they become spaces. */
  readonly lines?: boolean;
}

/** A line of shared text, or several, that grows with its words. Others' edits come in without moving one's own caret. */
export function YTextArea({ text, origin, lines = false, className, placeholder, ...rest }: YTextAreaProps) {
  const [value, setValue] = useState(() => text.toString());
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<{ start: number; end: number }>(null);

  useEffect(() => {
    setValue(text.toString());
    const changed = (event: YTextEvent) => {
      const field = area.current;
      if (event.transaction.origin !== origin && field !== null && document.activeElement === field) {
        const start = carried(field.selectionStart, event.delta);
        caret.current = { start, end: carried(field.selectionEnd, event.delta) };
      }
      setValue(text.toString());
    };
    text.observe(changed);
    return () => text.unobserve(changed);
  }, [text, origin]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put back once the new value is in the field.
  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current.start, caret.current.end);
    caret.current = null;
  }, [value]);

  return (
    <span className={classes(styles.grow, className)} data-value={value === "" ? placeholder : value}>
      <textarea
        {...rest}
        ref={area}
        rows={1}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          const { value: typed } = event.target;
          const next = lines ? typed : typed.replace(/\s*\n\s*/g, " ");
          setValue(next);
          editText(text, next, origin);
        }}
      />
    </span>
  );
}
