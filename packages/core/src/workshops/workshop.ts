import { type Static, Type } from "typebox";
import { ActorIdSchema, DocumentIdSchema, IntroductionIdSchema, WorkshopIdSchema } from "../identity/ids.ts";
import { LanguageSchema } from "../text/language.ts";
import { localizedTextSchema } from "../text/localized-text.ts";

export const workshopFormats = ["workshop", "conference", "forum", "webinar", "meeting"] as const;
export const workshopStatuses = ["draft", "planned", "done", "cancelled"] as const;
export type WorkshopStatus = (typeof workshopStatuses)[number];

const formatSchema = Type.Enum(workshopFormats);
const territory = Type.String({ pattern: "^[A-Z]{2}$" });

/** What one gives to open a workshop. Its agenda document owns title, start, territories and status from then on. */
export const WorkshopDraftSchema = Type.Object(
  {
    title: localizedTextSchema(200),
    goal: Type.Optional(localizedTextSchema(2000)),
    format: Type.Optional(formatSchema),
    startsAt: Type.String({ format: "date-time" }),
    /** The two territories whose hours stand side by side come first. */
    territories: Type.Array(territory, { minItems: 1, maxItems: 12, uniqueItems: true }),
    actorIds: Type.Optional(Type.Array(ActorIdSchema, { maxItems: 50, uniqueItems: true })),
    introductionId: Type.Optional(IntroductionIdSchema),
    /** First blocks of the agenda. */
    blocks: Type.Optional(
      Type.Array(
        Type.Object(
          { title: localizedTextSchema(300), minutes: Type.Integer({ minimum: 0, maximum: 1440 }) },
          { additionalProperties: false },
        ),
        { maxItems: 100 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type WorkshopDraft = Static<typeof WorkshopDraftSchema>;

export const WorkshopPatchSchema = Type.Object(
  {
    goal: Type.Optional(localizedTextSchema(2000)),
    format: Type.Optional(formatSchema),
    actorIds: Type.Optional(Type.Array(ActorIdSchema, { maxItems: 50, uniqueItems: true })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type WorkshopPatch = Static<typeof WorkshopPatchSchema>;

/** A gathering of actors; the row is a projection of its agenda document for lists and search. */
export const WorkshopSchema = Type.Object({
  id: WorkshopIdSchema,
  title: localizedTextSchema(2000),
  goal: Type.Union([localizedTextSchema(2000), Type.Null()]),
  format: formatSchema,
  status: Type.Enum(workshopStatuses),
  startsAt: Type.String({ format: "date-time" }),
  /** Minutes from start to the end of the last block. */
  minutes: Type.Integer(),
  blockCount: Type.Integer(),
  /** How many blocks have a title in each language. */
  completeness: Type.Record(Type.String(), Type.Integer()),
  territories: Type.Array(Type.String()),
  participants: Type.Array(Type.Object({ id: ActorIdSchema, name: Type.String(), territory: Type.String() })),
  introductionId: Type.Union([IntroductionIdSchema, Type.Null()]),
  documents: Type.Object({ agenda: DocumentIdSchema, notes: DocumentIdSchema }),
  /** What the caller may do with the agenda. */
  access: Type.Union([Type.Literal("write"), Type.Literal("read")]),
  /** Whether the caller facilitates it: the notes of those who do are for them alone. */
  readsNotes: Type.Boolean(),
  revision: Type.Integer(),
  createdAt: Type.String({ format: "date-time" }),
  updatedAt: Type.String({ format: "date-time" }),
});
export type Workshop = Static<typeof WorkshopSchema>;

/** A block with its hours worked out, one entry a territory. */
export const TimedBlockSchema = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  parentId: Type.Union([Type.String(), Type.Null()]),
  title: Type.Record(Type.String(), Type.String()),
  minutes: Type.Number(),
  startsAt: Type.String({ format: "date-time" }),
  endsAt: Type.String({ format: "date-time" }),
  locked: Type.Boolean(),
  /** Minutes between the end of what comes before and a fixed start: positive is slack, negative overrun. */
  slack: Type.Union([Type.Number(), Type.Null()]),
  /** Clock times HH:MM; the days count from the date of the workshop's start in the first territory. */
  local: Type.Array(
    Type.Object({
      territory: Type.String(),
      start: Type.String(),
      end: Type.String(),
      startDay: Type.Integer(),
      endDay: Type.Integer(),
    }),
  ),
});
export type TimedBlock = Static<typeof TimedBlockSchema>;

export const AgendaSchema = Type.Object({
  workshopId: WorkshopIdSchema,
  title: Type.Record(Type.String(), Type.String()),
  startsAt: Type.String({ format: "date-time" }),
  endsAt: Type.String({ format: "date-time" }),
  territories: Type.Array(Type.Object({ code: Type.String(), timeZone: Type.String() })),
  blocks: Type.Array(TimedBlockSchema),
  /** Blocks without a place: what they stood under is gone, or they were moved under each other at once. */
  toPlace: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      title: Type.Record(Type.String(), Type.String()),
      minutes: Type.Number(),
    }),
  ),
  languages: Type.Array(LanguageSchema),
});
export type Agenda = Static<typeof AgendaSchema>;
