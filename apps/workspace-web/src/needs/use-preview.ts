import type { ActorId } from "@milango/core/identity";
import type { Language } from "@milango/core/text";
import type { PreviewedPartner } from "@milango/sdk";
import { useEffect, useState } from "react";
import { milango } from "../app/milango.ts";

const nobody: readonly PreviewedPartner[] = [];
const pause = 700;
const shown = 3;

/** Whom a text would bring together with, asked before it is published; nobody while the matchmaker does not answer. */
export function usePreview(
  actorId: ActorId,
  kind: "need" | "offer",
  language: Language,
  text: string,
  concepts: readonly string[],
): readonly PreviewedPartner[] {
  const [found, setFound] = useState(nobody);
  const key = concepts.join(" ");
  useEffect(() => {
    if (text.trim().length < 8) {
      setFound(nobody);
      return;
    }
    const given = new AbortController();
    const timer = setTimeout(() => {
      const draft = { text: { [language]: text.trim() }, concepts: key === "" ? [] : key.split(" ") };
      milango.suggestions.preview(actorId, kind, draft, { signal: given.signal }).then(
        ({ items }) => setFound(items.slice(0, shown)),
        () => setFound(nobody),
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [actorId, kind, language, text, key]);
  return found;
}
