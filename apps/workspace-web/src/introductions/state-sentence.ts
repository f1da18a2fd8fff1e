import type { Introduction } from "@milango/core/introductions";
import { useIntl } from "react-intl";
import { useText } from "../app/text.ts";

type SideOf = Introduction["sides"][number];

/** Where an introduction stands, as a sentence to the side that reads it. */
export function useStateSentence(): (introduction: Introduction, own: SideOf, other: SideOf) => string {
  const t = useText();
  const intl = useIntl();
  const day = (at: string | null) => (at === null ? "" : intl.formatDate(at, { day: "numeric", month: "long" }));
  return (introduction, own, other) => {
    const values = { other: other.actor.name, own: own.actor.name };
    switch (introduction.state) {
      case "proposed":
        return own.acceptedAt === null
          ? t("introductions.state.asked", { ...values, date: day(other.acceptedAt ?? introduction.createdAt) })
          : t("introductions.state.waiting", { ...values, date: day(own.acceptedAt) });
      case "connected":
        return t("introductions.state.connected", values);
      case "declined":
        return t("introductions.state.declined", values);
      case "withdrawn":
        return t("introductions.state.withdrawn", values);
      case "expired":
        return t("introductions.state.expired", values);
      case "concluded":
        return t("introductions.state.concluded", { ...values, date: day(introduction.outcome?.at ?? null) });
    }
  };
}
