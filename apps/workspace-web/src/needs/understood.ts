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
        ({ items }) => setFound(likely(items)),
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

/** Weights compare within one text: what stands far behind the strongest is noise. */
function likely(items: readonly Annotation[]): readonly Annotation[] {
  const least = (items[0]?.weight ?? 0) * 0.3;
  return items.filter(({ weight }) => weight >= least).slice(0, 8);
}

/** What is taken for meant until the person says otherwise. */
export function isSure(annotation: Annotation, all: readonly Annotation[]): boolean {
  return annotation.weight >= (all[0]?.weight ?? 0) * 0.6;
}
