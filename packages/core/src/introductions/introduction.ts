import { type Static, Type } from "typebox";
import { ActorSchema, ContactSchema } from "../actors/actor.ts";
import { ActorIdSchema, IntroductionIdSchema, WorkshopIdSchema } from "../identity/ids.ts";
import { localizedTextSchema } from "../text/localized-text.ts";
import { introductionStates, outcomes } from "./introduction-state.ts";

const SideSchema = Type.Object({
  actor: ActorSchema,
  acceptedAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  /** Only when both sides have accepted and the caller stands on one of them; else nothing. */
  contacts: Type.Union([Type.Array(ContactSchema), Type.Null()]),
});

/** A double opt-in meeting of two actors. */
export const IntroductionSchema = Type.Object({
  id: IntroductionIdSchema,
  state: Type.Enum(introductionStates),
  /** The side that asked first, then the other. */
  sides: Type.Tuple([SideSchema, SideSchema]),
  message: Type.Union([localizedTextSchema(2000), Type.Null()]),
  connectedAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  /** When the two sides meet for the first time: starts that one side proposed, and the one the other chose. */
  meeting: Type.Union([
    Type.Object({
      slots: Type.Array(Type.String({ format: "date-time" })),
      minutes: Type.Integer(),
      proposedBy: ActorIdSchema,
      startsAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
    }),
    Type.Null(),
  ]),
  workshopId: Type.Union([WorkshopIdSchema, Type.Null()]),
  outcome: Type.Union([
    Type.Object({
      result: Type.Enum(outcomes),
      note: Type.Union([Type.String(), Type.Null()]),
      at: Type.String({ format: "date-time" }),
    }),
    Type.Null(),
  ]),
  revision: Type.Integer(),
  createdAt: Type.String({ format: "date-time" }),
  updatedAt: Type.String({ format: "date-time" }),
});
export type Introduction = Static<typeof IntroductionSchema>;

/** Asks for an introduction without a suggestion; the asking side accepts by asking. */
export const IntroductionDraftSchema = Type.Object(
  { actorId: ActorIdSchema, partnerId: ActorIdSchema, message: Type.Optional(localizedTextSchema(2000)) },
  { additionalProperties: false },
);
export type IntroductionDraft = Static<typeof IntroductionDraftSchema>;

/** Who answers: needed when the caller may act for both sides. */
export const AnswerSchema = Type.Object({ actorId: Type.Optional(ActorIdSchema) }, { additionalProperties: false });

const start = Type.String({ format: "date-time" });

/** Starts that suit a side; they take the place of what was proposed or fixed before. */
export const SlotsDraftSchema = Type.Object(
  {
    actorId: Type.Optional(ActorIdSchema),
    slots: Type.Array(start, { minItems: 1, maxItems: 5, uniqueItems: true }),
    minutes: Type.Integer({ minimum: 15, maximum: 240 }),
  },
  { additionalProperties: false },
);
export type SlotsDraft = Static<typeof SlotsDraftSchema>;

/** The one of the proposed starts that the other side chooses. */
export const MeetingChoiceSchema = Type.Object(
  { actorId: Type.Optional(ActorIdSchema), startsAt: start },
  { additionalProperties: false },
);
export type MeetingChoice = Static<typeof MeetingChoiceSchema>;

export const OutcomeDraftSchema = Type.Object(
  {
    result: Type.Enum(outcomes),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  },
  { additionalProperties: false },
);
export type OutcomeDraft = Static<typeof OutcomeDraftSchema>;
