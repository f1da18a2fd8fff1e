import { type Static, Type } from "typebox";

const byLanguage = Type.Record(Type.String(), Type.Array(Type.String()));

/** An entry of the thesaurus as the API shows it. */
export const ConceptSchema = Type.Object({
  id: Type.String(),
  broader: Type.Union([Type.String(), Type.Null()]),
  labels: byLanguage,
});
export type ConceptEntry = Static<typeof ConceptSchema>;

/** A concept found in a text: how strongly (0–1), and where it was read (UTF-16 offsets), when words point at it. */
export const AnnotationSchema = Type.Object({
  concept: Type.String(),
  labels: byLanguage,
  weight: Type.Number(),
  spans: Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() })),
});
export type Annotation = Static<typeof AnnotationSchema>;
