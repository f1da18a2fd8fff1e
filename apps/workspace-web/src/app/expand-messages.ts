import type { MessageFormatElement } from "react-intl";

/** Messages as the build writes them: a sentence without arguments is a plain string. */
export type CompiledMessages = Readonly<Record<string, string | MessageFormatElement[]>>;

/** What the formatter takes without a parser: every message as its elements; 0 is a literal. */
export function expandMessages(messages: CompiledMessages): Record<string, MessageFormatElement[]> {
  return Object.fromEntries(
    Object.entries(messages).map(([id, message]) => [
      id,
      typeof message === "string" ? [{ type: 0, value: message } as MessageFormatElement] : message,
    ]),
  );
}
