import type { ConceptEntry } from "@milango/core/needs/thesaurus";
import { languages } from "@milango/core/text";
import { DataFactory, type Literal, type NamedNode, Parser, type Term, Writer } from "n3";

const skos = "http://www.w3.org/2004/02/skos/core#";
const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const own = "https://milango.org/thesaurus#";
const concepts = "https://milango.org/thesaurus/";
const scheme = "https://milango.org/thesaurus";

/** Where each list of phrases stands in SKOS; what it has no word for is in a vocabulary of our own. */
const phraseTerms = {
  labels: { first: `${skos}prefLabel`, rest: `${skos}altLabel` },
  voices: { first: `${skos}example`, rest: `${skos}example` },
  context: { first: `${own}context`, rest: `${own}context` },
  notThis: { first: `${skos}scopeNote`, rest: `${skos}scopeNote` },
} as const;
type PhraseList = keyof typeof phraseTerms;
const phraseLists = Object.keys(phraseTerms) as PhraseList[];

/** The thesaurus as SKOS in Turtle (https://www.w3.org/TR/skos-reference/). */
export function toSkos(entries: readonly ConceptEntry[]): string {
  const { namedNode, literal, quad } = DataFactory;
  const writer = new Writer({ prefixes: { skos, milango: own, c: concepts } });
  const add = (subject: string, predicate: string, object: NamedNode | Literal) =>
    writer.addQuad(quad(namedNode(subject), namedNode(predicate), object));
  add(scheme, rdfType, namedNode(`${skos}ConceptScheme`));
  for (const entry of entries) {
    const subject = concepts + entry.id;
    add(subject, rdfType, namedNode(`${skos}Concept`));
    add(subject, `${skos}inScheme`, namedNode(scheme));
    add(subject, `${skos}notation`, literal(entry.id));
    if (entry.broader !== null) add(subject, `${skos}broader`, namedNode(concepts + entry.broader));
    for (const kind of entry.kinds) add(subject, `${own}kind`, literal(kind));
    for (const id of entry.meets) add(subject, `${own}meets`, namedNode(concepts + id));
    for (const list of phraseLists) {
      for (const language of languages) {
        for (const [at, phrase] of (entry[list]?.[language] ?? []).entries())
          add(subject, phraseTerms[list][at === 0 ? "first" : "rest"], literal(phrase, language));
      }
    }
  }
  let turtle = "";
  writer.end((error, text) => {
    if (error) throw error;
    turtle = text;
  });
  return turtle;
}

/** Concepts of a SKOS file as unchecked lines for `parseThesaurus`. Throws on what is no Turtle. */
export function fromSkos(turtle: string): unknown[] {
  const subjects = new Map<string, Map<string, Term[]>>();
  for (const { subject, predicate, object } of new Parser().parse(turtle)) {
    const said = subjects.get(subject.value) ?? new Map<string, Term[]>();
    subjects.set(subject.value, said);
    said.set(predicate.value, [...(said.get(predicate.value) ?? []), object]);
  }
  const withoutBase = (iri: string): string => iri.slice(iri.startsWith(concepts) ? concepts.length : 0);
  const idOf = ({ value }: Term): string => withoutBase(value);
  const isConcept = (said: ReadonlyMap<string, readonly Term[]>) =>
    said.get(rdfType)?.some(({ value }) => value === `${skos}Concept`) === true;
  return [...subjects].flatMap(([subject, said]) => {
    if (!isConcept(said)) return [];
    const objects = (predicate: string): readonly Term[] => said.get(predicate) ?? [];
    const phrases = (list: PhraseList) => {
      const found: Record<string, string[]> = {};
      for (const predicate of new Set(Object.values(phraseTerms[list])))
        for (const term of objects(predicate))
          if ("language" in term && term.language !== "") {
            found[term.language] ??= [];
            found[term.language]?.push(term.value);
          }
      return Object.fromEntries(languages.flatMap((code) => (found[code] === undefined ? [] : [[code, found[code]]])));
    };
    const [broader] = objects(`${skos}broader`);
    const notThis = phrases("notThis");
    return {
      id: withoutBase(subject),
      broader: broader === undefined ? null : idOf(broader),
      kinds: objects(`${own}kind`).map(({ value }) => value),
      labels: phrases("labels"),
      voices: phrases("voices"),
      context: phrases("context"),
      meets: objects(`${own}meets`).map(idOf),
      ...(Object.keys(notThis).length > 0 ? { notThis } : {}),
    };
  });
}
