import { type Static, Type } from "typebox";
import { type LanguageSchema, languages } from "../../text/language.ts";

/** What kind of help a concept names, when an organisation needs it or offers it. */
export const helpKinds = [
  "data",
  "equipment",
  "funding",
  "know-how",
  "market",
  "material",
  "method",
  "network",
  "people",
  "place",
  "service",
] as const;

const phrase = Type.String({ minLength: 1, maxLength: 300 });
const phrasesByLanguage = Type.Object(
  Object.fromEntries(languages.map((code) => [code, Type.Optional(Type.Array(phrase))])) as {
    [L in Static<typeof LanguageSchema>]: ReturnType<
      typeof Type.Optional<ReturnType<typeof Type.Array<typeof phrase>>>
    >;
  },
  { additionalProperties: false },
);

/** A line of a thesaurus file: one concept of cooperation, with the words people use for it. */
export const ConceptEntrySchema = Type.Object(
  {
    /** `field.concept`, kebab-case. */
    id: Type.String({ pattern: "^[a-z][a-z0-9-]*\\.[a-z0-9][a-z0-9-]*$", maxLength: 80 }),
    broader: Type.Union([Type.String(), Type.Null()]),
    kinds: Type.Array(Type.Union(helpKinds.map((kind) => Type.Literal(kind))), { minItems: 1, uniqueItems: true }),
    /** Names, everyday synonyms, local words; the first of a language is the one to show. */
    labels: phrasesByLanguage,
    /** Fragments as people write them when they need or offer it. */
    voices: phrasesByLanguage,
    /** Words that go with it, without naming it. */
    context: phrasesByLanguage,
    /** Concepts (problems, wishes) that this one answers. */
    meets: Type.Array(Type.String(), { uniqueItems: true }),
    /** Other senses of its labels, as `label: sense`, for people who edit the file. */
    notThis: Type.Optional(phrasesByLanguage),
  },
  { additionalProperties: false },
);
export type ConceptEntry = Static<typeof ConceptEntrySchema>;
