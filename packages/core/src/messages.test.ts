import { type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import type { ActorId, IntroductionId } from "./identity/ids.ts";
import type { MatchActor, MatchStatement } from "./matching/match-actor.ts";
import type { Suggested } from "./matching/suggestion.ts";
import {
  AnnotateAnswerSchema,
  AnnotateRequestSchema,
  CaughtUpSchema,
  caughtUpSubject,
  documentSubject,
  newsStreams,
  PreviewAnswerSchema,
  PreviewRequestSchema,
  type RecordMessage,
  type RecordSubject,
  recordBodies,
  SincePageSchema,
  SinceRequestSchema,
  SnapshotPageSchema,
  SnapshotRequestSchema,
  SuggestedListSchema,
  suggestedSubject,
  wireSubjects,
} from "./messages.ts";

const idOf = (digit: number) => `01900000-0000-7000-8000-00000000000${digit}`;
const [actorId, partnerId] = [idOf(1) as ActorId, idOf(2) as ActorId];
const at = "2026-02-19T15:00:00.000Z";

const statement: MatchStatement = {
  id: idOf(3),
  text: { fr: "Des bacs de tri", es: "Contenedores" },
  concepts: ["waste-sorting"],
  sector: "waste",
  validFrom: null,
  validUntil: "2026-12-31",
};
const decision = { partnerId, decision: "later", reason: null, at } as const;
const actor: MatchActor = {
  id: actorId,
  territory: "MF",
  kind: "associative",
  languages: ["fr", "ht"],
  sectors: ["waste"],
  capacity: 3,
  openIntroductions: 1,
  blocked: [partnerId],
  consentsToMatch: true,
  needs: [statement],
  offers: [{ ...statement, weak: true }],
  decisions: [decision],
};
const suggested: Suggested = {
  partnerId,
  score: 0.8,
  mutual: true,
  reasons: [
    {
      direction: "receive",
      needId: idOf(3),
      offerId: idOf(4),
      strength: 0.9,
      weight: 0.5,
      concepts: [{ id: "waste-sorting", weight: 1 }],
      evidence: "concept",
      words: [["tri", "clasificación"]],
      weak: false,
    },
  ],
  sharedLanguages: ["fr"],
  propensity: 1,
};

/** A sample of every message of the record; the type makes the list complete and each body its subject's. */
const samples: { readonly [S in RecordSubject]: Extract<RecordMessage, { subject: S }>["body"] } = {
  "milango.actors.changed.v1": { actorId, actor },
  "milango.needs.published.v1": { actorId, statement },
  "milango.needs.changed.v1": { actorId, statement },
  "milango.needs.withdrawn.v1": { actorId, id: idOf(3) },
  "milango.offers.published.v1": { actorId, statement },
  "milango.offers.changed.v1": { actorId, statement },
  "milango.offers.withdrawn.v1": { actorId, id: idOf(4) },
  "milango.matching.decided.v1": { actorId, decision },
  "milango.matching.listed.v1": { actorId, version: 7 },
  "milango.introductions.changed.v1": {
    introductionId: idOf(5) as IntroductionId,
    state: "proposed",
    actorIds: [actorId, partnerId],
    openIntroductions: [1, 0],
  },
  "milango.workshops.changed.v1": { workshopId: idOf(6), actorIds: [actorId, partnerId] },
  "milango.comments.changed.v1": { workshopId: idOf(6), commentId: idOf(8), actorIds: [actorId] },
  "milango.identity.erased.v1": { actorIds: [actorId] },
};
const subjects = Object.keys(samples) as RecordSubject[];

const others: Readonly<Record<string, readonly [TSchema, object]>> = {
  "a list of suggestions": [SuggestedListSchema, { actorId, version: 7, items: [suggested] }],
  "how far the matchmaker is": [CaughtUpSchema, { seq: 7 }],
  "a request for the directory": [SnapshotRequestSchema, { limit: 100 }],
  "a page of the directory": [SnapshotPageSchema, { seq: 7, actors: [actor], next: actorId }],
  "a request for changes": [SinceRequestSchema, { seq: 0, limit: 100 }],
  "a page of changes": [
    SincePageSchema,
    { complete: true, messages: [{ id: idOf(7), seq: 1, at, subject: subjects[0], body: { actorId } }], head: 1 },
  ],
  "a question for partners of a draft": [
    PreviewRequestSchema,
    { actorId, kind: "need", draft: { text: { fr: "Des bacs" } } },
  ],
  "its answer": [PreviewAnswerSchema, { items: [suggested] }],
  "a text to read": [AnnotateRequestSchema, { text: "du verre", lang: "fr" }],
  "what was read": [
    AnnotateAnswerSchema,
    { items: [{ concept: "waste.glass", weight: 0.9, spans: [{ start: 3, end: 8 }] }] },
  ],
};

/** Every way to leave one required field out. */
function* withoutOne(schema: TSchema, body: object): Generator<[string, object]> {
  if (!Type.IsObject(schema)) return;
  for (const left of schema.required ?? []) {
    yield [left, Object.fromEntries(Object.entries(body).filter(([name]) => name !== left))];
  }
}

/** The stream whose subjects cover a message, or how many do. */
const streamOf = (subject: string) => {
  const fits = (filter: string) =>
    filter.endsWith(">") ? subject.startsWith(filter.slice(0, -1)) : filter === subject;
  const names = Object.entries(newsStreams).filter(([, filters]) => filters.some(fits));
  return names.length === 1 ? names[0]?.[0] : names.length;
};

describe("a message of the record", () => {
  it("has a schema for every subject, and none besides", () => {
    expect(Object.keys(recordBodies).sort()).toEqual([...subjects].sort());
  });

  it.each(subjects)("%s fits its schema, unchanged by its journey as JSON", (subject) => {
    const sent: unknown = JSON.parse(JSON.stringify(samples[subject]));
    expect(sent).toEqual(samples[subject]);
    expect([...Value.Errors(recordBodies[subject], sent)]).toEqual([]);
  });

  it.each(subjects)("%s is refused without any one of its fields", (subject) => {
    for (const [left, body] of withoutOne(recordBodies[subject], samples[subject]))
      expect(Value.Check(recordBodies[subject], body), `without ${left}`).toBe(false);
    expect(Value.Check(recordBodies[subject], { ...samples[subject], actorId: "nobody", actorIds: ["nobody"] })).toBe(
      false,
    );
  });

  it("says of an actor that left only that it did", () => {
    expect(Value.Check(recordBodies["milango.actors.changed.v1"], { actorId, actor: null })).toBe(true);
  });

  it.each(subjects)("%s travels in the record's stream and in no other", (subject) => {
    expect(subject).toMatch(/^milango\.[a-z]+\.[a-z]+\.v\d+$/);
    expect(streamOf(subject)).toBe("record");
  });
});

describe("what else travels", () => {
  it.each(Object.entries(others))("%s fits its schema and is refused without any one field", (_, [schema, body]) => {
    expect([...Value.Errors(schema, JSON.parse(JSON.stringify(body)))]).toEqual([]);
    for (const [left, less] of withoutOne(schema, body))
      expect(Value.Check(schema, less), `without ${left}`).toBe(false);
  });

  it("keeps suggestions apart from the record, and questions out of both streams", () => {
    expect(streamOf(suggestedSubject(actorId))).toBe("suggestions");
    expect(streamOf(caughtUpSubject)).toBe("suggestions");
    for (const subject of [...Object.values(wireSubjects), documentSubject(idOf(8))])
      expect(streamOf(subject), subject).toBe(0);
  });

  it("bounds a page of the directory", () => {
    for (const limit of [0, -1, 1001, 1.5, "10"]) {
      expect(Value.Check(SnapshotRequestSchema, { limit }), String(limit)).toBe(false);
      expect(Value.Check(SinceRequestSchema, { seq: 0, limit }), String(limit)).toBe(false);
    }
    expect(Value.Check(SinceRequestSchema, { seq: -1, limit: 1 })).toBe(false);
  });
});
