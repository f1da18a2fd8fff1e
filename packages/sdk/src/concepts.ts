import type { Annotation, ConceptEntry } from "@milango/core/needs";
import type { Language } from "@milango/core/text";
import type { Http, RequestOptions } from "./http.ts";

/** The thesaurus. */
export function createConcepts(http: Http) {
  return {
    search: (q: string, lang: Language, options?: RequestOptions) =>
      http.send<{ readonly items: readonly ConceptEntry[] }>("GET", "/concepts", { ...options, query: { q, lang } }),
    /** The concepts a text is about, strongest first, and where they were read. */
    annotate: (text: string, lang: Language, options?: RequestOptions) =>
      http.send<{ readonly items: readonly Annotation[] }>("POST", "/concepts/annotate", {
        ...options,
        body: { text, lang },
      }),
  };
}
