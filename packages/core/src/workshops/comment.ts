import { type Static, Type } from "typebox";

const uuid = Type.String({ format: "uuid" });
const words = Type.String({ minLength: 1, maxLength: 4000, pattern: "\\S" });
const strict = { additionalProperties: false } as const;

/** A remark on a workshop or on one block of its agenda. Comments are rows, so that it is known whose they are. */
export const CommentSchema = Type.Object({
  id: uuid,
  workshopId: uuid,
  /** The block it is about; the whole workshop when there is none. */
  blockId: Type.Union([Type.String(), Type.Null()]),
  /** The first comment of its thread, when it answers one. */
  threadId: Type.Union([uuid, Type.Null()]),
  /** Nobody when its author was erased. */
  by: Type.Union([Type.Object({ id: uuid, name: Type.String() }), Type.Null()]),
  text: Type.String(),
  at: Type.String({ format: "date-time" }),
  editedAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  /** When the thread was settled; of a first comment only. */
  resolvedAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  revision: Type.Integer(),
});
export type Comment = Static<typeof CommentSchema>;

export const CommentDraftSchema = Type.Object(
  {
    text: words,
    /** Ids of blocks are short and made by the editors (`newNodeId`). */
    blockId: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: "^[\\w-]+$" })),
    threadId: Type.Optional(uuid),
  },
  strict,
);
export type CommentDraft = Static<typeof CommentDraftSchema>;

/** The text is the author's to change; whoever may comment may settle a thread and open it again. */
export const CommentPatchSchema = Type.Object(
  { text: Type.Optional(words), resolved: Type.Optional(Type.Boolean()) },
  { ...strict, minProperties: 1 },
);
export type CommentPatch = Static<typeof CommentPatchSchema>;
