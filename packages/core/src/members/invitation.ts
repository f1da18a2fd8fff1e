import { type Static, Type } from "typebox";
import { TerritoryCodeSchema } from "../actors/territory.ts";
import { networkRoles, workshopRoles } from "../identity/caller.ts";
import { ActorIdSchema, PersonIdSchema, WorkshopIdSchema } from "../identity/ids.ts";
import { PersonCardSchema } from "../identity/person.ts";
import { type Language, LanguageSchema, languages } from "../text/language.ts";

type NameByLanguage = { [L in Language]: ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>> };
const strict = { additionalProperties: false };
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);
const instant = Type.String({ format: "date-time" });
const email = Type.String({ format: "email", maxLength: 200 });

const WorkshopRoleSchema = Type.Object(
  { in: Type.Literal("workshop"), workshopId: WorkshopIdSchema, role: Type.Enum(workshopRoles) },
  strict,
);
/** A role and the place it is held in. */
export const RoleSchema = Type.Union([
  WorkshopRoleSchema,
  Type.Object({ in: Type.Literal("actor"), actorId: ActorIdSchema, role: Type.Literal("representative") }, strict),
  Type.Object(
    {
      in: Type.Literal("network"),
      role: Type.Enum(networkRoles),
      /** Where it holds; `null` is everywhere. */
      territories: nullable(Type.Array(TerritoryCodeSchema, { minItems: 1, uniqueItems: true })),
    },
    strict,
  ),
]);

/** One person asked by mail, or a link to a workshop that anybody may follow who is given it. */
export const InvitationDraftSchema = Type.Union([
  Type.Object(
    {
      role: RoleSchema,
      email,
      /** Of the mail; else the language of whoever invites. */
      language: Type.Optional(LanguageSchema),
      note: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    },
    strict,
  ),
  Type.Object(
    {
      role: WorkshopRoleSchema,
      /** Whether those without an account may come in with a name alone. */
      guests: Type.Boolean(),
    },
    strict,
  ),
]);
export type InvitationDraft = Static<typeof InvitationDraftSchema>;

export const InvitationSchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  role: RoleSchema,
  /** The person asked; `null` for a link. */
  email: nullable(Type.String()),
  guests: Type.Boolean(),
  uses: Type.Integer({ description: "How many came in by it" }),
  invitedBy: nullable(Type.String({ description: "A name" })),
  createdAt: instant,
  expiresAt: instant,
  /** The address to hand on; given once, in the answer to a new link. */
  link: Type.Optional(Type.String()),
});
export type Invitation = Static<typeof InvitationSchema>;

/** An invitation as whoever holds its token sees it, before saying yes. */
export const OpenedInvitationSchema = Type.Object({
  in: Type.Union([Type.Literal("network"), Type.Literal("actor"), Type.Literal("workshop")]),
  role: Type.String(),
  /** Of the workshop, or of the actor under its own language; empty for the network. */
  name: Type.Object(
    Object.fromEntries(languages.map((code) => [code, Type.Optional(Type.String())])) as NameByLanguage,
  ),
  territories: Type.Array(TerritoryCodeSchema),
  invitedBy: nullable(Type.String()),
  email: nullable(Type.String()),
  /** How to accept: at once as who is signed in, with a name alone, or after signing in. */
  ways: Type.Array(Type.Enum(["session", "name", "sign-in"])),
});
export type OpenedInvitation = Static<typeof OpenedInvitationSchema>;

export const AcceptInvitationSchema = Type.Object(
  {
    token: Type.String({ minLength: 20, maxLength: 100 }),
    /** For those who have no account yet. */
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: "\\S" })),
    language: Type.Optional(LanguageSchema),
    territory: Type.Optional(TerritoryCodeSchema),
  },
  strict,
);
export type AcceptInvitation = Static<typeof AcceptInvitationSchema>;

/** Somebody who holds a role in a place. */
export const MemberSchema = Type.Object({
  /** Of the role held, not of the person. */
  id: Type.String({ format: "uuid" }),
  person: Type.Object({
    id: PersonIdSchema,
    name: Type.String(),
    territory: nullable(TerritoryCodeSchema),
    guest: Type.Boolean(),
    /** For those who manage the place. */
    email: nullable(Type.String()),
  }),
  role: RoleSchema,
  since: instant,
});
export type Member = Static<typeof MemberSchema>;

/** The people of a place; `invitations` and addresses only for those who manage it. */
export const MembersSchema = Type.Object({
  items: Type.Array(MemberSchema),
  /** Those who come in without a role of their own: they act for an organisation that takes part. */
  through: Type.Array(PersonCardSchema),
  invitations: Type.Array(InvitationSchema),
  /** Roles the caller may give here; none: they read only. */
  grants: Type.Array(Type.String()),
});
export type Members = Static<typeof MembersSchema>;

export const MemberPatchSchema = Type.Object({ role: Type.Enum([...workshopRoles, ...networkRoles]) }, strict);
