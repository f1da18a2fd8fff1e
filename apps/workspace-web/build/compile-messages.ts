import { type MessageFormatElement, parse } from "@formatjs/icu-messageformat-parser";
import { narrowSpaces } from "../src/app/narrow-spaces.ts";

/** Parses what holds arguments or tags; plain sentences stay strings, which are smaller. */
export function compileMessages(
  messages: Readonly<Record<string, string>>,
  locale: string,
): Record<string, string | MessageFormatElement[]> {
  return Object.fromEntries(
    Object.entries(messages).map(([id, text]) => {
      const spaced = locale === "fr" ? narrowSpaces(text) : text;
      return [id, /[{<]/.test(spaced) ? parse(spaced) : spaced];
    }),
  );
}
