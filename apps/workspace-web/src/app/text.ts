import { useMemo } from "react";
import { useIntl } from "react-intl";
import type actors from "../actors/messages.fr.json";
import type home from "../home/messages.fr.json";
import type identity from "../identity/messages.fr.json";
import type introductions from "../introductions/messages.fr.json";
import type matching from "../matching/messages.fr.json";
import type members from "../members/messages.fr.json";
import type needs from "../needs/messages.fr.json";
import type workshops from "../workshops/messages.fr.json";
import type app from "./messages.fr.json";

/** Every message of the interface; a wrong name does not compile. */
export type MessageId = keyof (typeof actors &
  typeof home &
  typeof identity &
  typeof introductions &
  typeof matching &
  typeof members &
  typeof needs &
  typeof workshops &
  typeof app);

type MessageValues = Readonly<Record<string, string | number | Date>>;
export type Text = (id: MessageId, values?: MessageValues) => string;

/** The sentences of the interface in the reader's language. */
export function useText(): Text {
  const intl = useIntl();
  return useMemo<Text>(() => (id, values) => intl.formatMessage({ id }, values), [intl]);
}
