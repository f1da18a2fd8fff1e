import { type Static, Type } from "typebox";

/** What is written down about who did what, for people to read later. */
export const auditActs = [
  "session.opened",
  "session.revoked",
  "passkey.added",
  "passkey.removed",
  "member.invited",
  "member.joined",
  "member.changed",
  "member.removed",
  "invitation.revoked",
  "key.created",
  "key.revoked",
  "actor.added",
  "actor.changed",
  "actor.verified",
  "actor.removed",
  "correction.proposed",
  "correction.accepted",
  "correction.declined",
  "claim.asked",
  "claim.accepted",
  "claim.declined",
  "statement.published",
  "statement.changed",
  "statement.renewed",
  "statement.closed",
  "statement.expired",
  "introduction.asked",
  "introduction.connected",
  "introduction.declined",
  "introduction.withdrawn",
  "introduction.expired",
  "introduction.concluded",
  "workshop.opened",
  "workshop.changed",
  "workshop.removed",
] as const;
export type AuditAct = (typeof auditActs)[number];

export const auditKinds = ["person", "key", "actor", "introduction", "workshop", "network"] as const;
export type AuditKind = (typeof auditKinds)[number];

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

/** One line of the audit log. Names are as of now: the record keeps ids, so that an erased person leaves no name. */
export const AuditEntrySchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  at: Type.String({ format: "date-time" }),
  act: Type.Enum(auditActs),
  by: Type.Object({
    kind: Type.Enum(["person", "key", "system"]),
    id: nullable(Type.String()),
    name: nullable(Type.String()),
  }),
  about: nullable(Type.Object({ kind: Type.Enum(auditKinds), id: Type.String(), name: nullable(Type.String()) })),
  territory: nullable(Type.String()),
  /** Facts in words: a role, a field, a reason. */
  detail: Type.Record(Type.String(), Type.String()),
});
export type AuditEntry = Static<typeof AuditEntrySchema>;
