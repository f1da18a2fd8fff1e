import type { Annotation } from "@milango/core/needs";
import type { Language } from "@milango/core/text";
import { useEffect, useState } from "react";
import { milango } from "../app/milango.ts";

const nothing: readonly Annotation[] = [];
const pause = 250;

/** The concepts read in a text while it is typed, after each short pause. What cannot be read leaves the last answer. */
export function useUnderstood(text: string, language: Language): readonly Annotation[] {
  const [found, setFound] = useState(nothing);
  useEffect(() => {
    if (text.trim().length < 4) {
      setFound(nothing);
      return;
    }
    const given = new AbortController();
    const timer = setTimeout(() => {
      milango.concepts.annotate(text, language, { signal: given.signal }).then(
        ({ items }) => setFound(items.filter(({ weight }) => weight >= 0.25).slice(0, 8)),
        () => undefined,
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [text, language]);
  return found;
}
