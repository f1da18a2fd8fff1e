import { type Static, type TSchema, Type } from "typebox";
import { ActorIdSchema, IntroductionIdSchema } from "./identity/ids.ts";
import { MatchActorSchema, MatchStatementSchema, PastDecisionSchema } from "./matching/match-actor.ts";
import { SuggestedSchema } from "./matching/suggestion.ts";
import { StatementDraftSchema } from "./needs/need.ts";
import { LanguageSchema } from "./text/language.ts";

/**
 * Every bus subject once, with the schema of its body. The record's messages come from the gateway's outbox and are
 * numbered 1, 2, 3… without gaps; suggestions come from the matchmaker and carry the number it had read.
 */
const statementBody = Type.Object({ actorId: ActorIdSchema, statement: MatchStatementSchema });
const withdrawnBody = Type.Object({ actorId: ActorIdSchema, id: Type.String() });

export const recordBodies = {
  /** A new or changed actor, whole; `null` when it left the network. */
  "milango.actors.changed.v1": Type.Object({
    actorId: ActorIdSchema,
    actor: Type.Union([MatchActorSchema, Type.Null()]),
  }),
  "milango.needs.published.v1": statementBody,
  "milango.needs.changed.v1": statementBody,
  "milango.needs.withdrawn.v1": withdrawnBody,
  "milango.offers.published.v1": statementBody,
  "milango.offers.changed.v1": statementBody,
  "milango.offers.withdrawn.v1": withdrawnBody,
  "milango.matching.decided.v1": Type.Object({ actorId: ActorIdSchema, decision: PastDecisionSchema }),
  /** A list of suggestions was applied to the record: what tells open browsers to look again. */
  "milango.matching.listed.v1": Type.Object({ actorId: ActorIdSchema, version: Type.Integer() }),
  "milango.introductions.changed.v1": Type.Object({
    introductionId: IntroductionIdSchema,
    state: Type.String(),
    actorIds: Type.Tuple([ActorIdSchema, ActorIdSchema]),
    openIntroductions: Type.Tuple([Type.Integer(), Type.Integer()]),
  }),
  "milango.workshops.changed.v1": Type.Object({ workshopId: Type.String(), actorIds: Type.Array(ActorIdSchema) }),
  /** A comment was written, changed, settled or taken away. */
  "milango.comments.changed.v1": Type.Object({
    workshopId: Type.String(),
    commentId: Type.String(),
    actorIds: Type.Array(ActorIdSchema),
  }),
  "milango.identity.erased.v1": Type.Object({ actorIds: Type.Array(ActorIdSchema) }),
} as const satisfies Record<string, TSchema>;

export type RecordSubject = keyof typeof recordBodies;
/** A change of the record as it travels: the subject and its body, tied together. */
export type RecordMessage = {
  [S in RecordSubject]: { readonly subject: S; readonly body: Static<(typeof recordBodies)[S]> };
}[RecordSubject];

/** The whole shown list of one actor; `version` is the change number it was computed from. */
export const SuggestedListSchema = Type.Object({
  actorId: ActorIdSchema,
  version: Type.Integer(),
  items: Type.Array(SuggestedSchema),
});
export type SuggestedList = Static<typeof SuggestedListSchema>;
export const suggestedSubject = (actorId: string): string => `milango.matching.suggested.v1.${actorId}`;

/** How far the matchmaker has applied the record and published what followed from it. */
export const CaughtUpSchema = Type.Object({ seq: Type.Integer() });
export const caughtUpSubject = "milango.matching.caughtUp.v1";

/** The two durable streams of `News`, and which subjects each holds. */
export const newsStreams = {
  record: [
    "milango.actors.>",
    "milango.needs.>",
    "milango.offers.>",
    "milango.matching.decided.v1",
    "milango.matching.listed.v1",
    "milango.introductions.>",
    "milango.workshops.>",
    "milango.comments.>",
    "milango.identity.>",
  ],
  suggestions: ["milango.matching.suggested.v1.>", caughtUpSubject],
} as const;
export type NewsStream = keyof typeof newsStreams;

/** Requests and signals of `Wire`: lossy, fast, never the record. */
export const wireSubjects = {
  snapshot: "milango.directory.snapshot.v1",
  since: "milango.directory.since.v1",
  preview: "milango.matching.preview.v1",
  /** Concepts of a text; any matchmaker answers, the ones that stand by too. */
  annotate: "milango.matching.annotate.v1",
  /** Rows were committed and wait to be numbered. */
  outboxPending: "milango.outbox.pending.v1",
  /** Rows up to `seq` are numbered. */
  outboxAdvanced: "milango.outbox.advanced.v1",
  /** Somebody's session, key, role or workshop changed: live sockets are looked at again. */
  rightsChanged: "milango.rights.changed.v1",
} as const;
export const documentSubject = (documentId: string): string => `milango.documents.updated.v1.${documentId}`;

/** One page of the directory as the matchmaker takes it in; `seq` is the change number the page includes at least. */
export const SnapshotRequestSchema = Type.Object({
  after: Type.Optional(ActorIdSchema),
  limit: Type.Integer({ minimum: 1, maximum: 1000 }),
});
export const SnapshotPageSchema = Type.Object({
  seq: Type.Integer(),
  actors: Type.Array(MatchActorSchema),
  next: Type.Optional(ActorIdSchema),
});
export type SnapshotPage = Static<typeof SnapshotPageSchema>;

export const SinceRequestSchema = Type.Object({
  seq: Type.Integer({ minimum: 0 }),
  limit: Type.Integer({ minimum: 1, maximum: 1000 }),
});
export const SincePageSchema = Type.Object({
  /** False when rows after `seq` have left the outbox: take a snapshot instead. */
  complete: Type.Boolean(),
  messages: Type.Array(
    Type.Object({
      id: Type.String(),
      seq: Type.Integer(),
      at: Type.String(),
      subject: Type.String(),
      body: Type.Unknown(),
    }),
  ),
  head: Type.Integer(),
});
export type SincePage = Static<typeof SincePageSchema>;

export const PreviewRequestSchema = Type.Object({
  actorId: ActorIdSchema,
  kind: Type.Union([Type.Literal("need"), Type.Literal("offer")]),
  draft: StatementDraftSchema,
});
/** Under this id stands the draft in the reasons of the answer: it is in no record yet. */
export const previewedId = "draft";
export const PreviewAnswerSchema = Type.Object({ items: Type.Array(SuggestedSchema) });
export type PreviewAnswer = Static<typeof PreviewAnswerSchema>;

export const AnnotateRequestSchema = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 5000 }),
  lang: LanguageSchema,
});
export const AnnotateAnswerSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      concept: Type.String(),
      weight: Type.Number(),
      spans: Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() })),
    }),
  ),
});
export type AnnotateAnswer = Static<typeof AnnotateAnswerSchema>;
