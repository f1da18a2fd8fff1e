import { type Static, Type } from "typebox";
import { TerritoryCodeSchema } from "../actors/territory.ts";
import { LanguageSchema } from "../text/language.ts";
import { ActorIdSchema, PersonIdSchema } from "./ids.ts";

/** How often somebody wants the summary of what waits for them. */
export const digestPaces = ["weekly", "monthly", "never"] as const;
export type DigestPace = (typeof digestPaces)[number];

/** The signed-in person as their own browser sees them. */
export const MeSchema = Type.Object({
  id: PersonIdSchema,
  name: Type.String(),
  /** Nothing for a guest. */
  email: Type.Union([Type.String(), Type.Null()]),
  /** Came in by a link with a name alone. */
  guest: Type.Boolean(),
  /** Answers for the whole installation: people, keys, the audit log. */
  administrator: Type.Boolean(),
  language: LanguageSchema,
  territory: Type.Union([TerritoryCodeSchema, Type.Null()]),
  digest: Type.Enum(digestPaces),
  /** Actors this person may act for, their own first. */
  actors: Type.Array(
    Type.Object({ id: ActorIdSchema, name: Type.String(), territory: Type.String(), representative: Type.Boolean() }),
  ),
  animatedTerritories: Type.Union([Type.Array(TerritoryCodeSchema), Type.Literal("all")]),
});
export type Me = Static<typeof MeSchema>;

/** A person as others in the same workshop see them. */
export const PersonCardSchema = Type.Object({
  id: PersonIdSchema,
  name: Type.String(),
  territory: Type.Union([TerritoryCodeSchema, Type.Null()]),
});
export type PersonCard = Static<typeof PersonCardSchema>;

/** One place where a person is signed in. */
export const SessionSchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  /** The one that asks. */
  current: Type.Boolean(),
  userAgent: Type.String(),
  createdAt: Type.String({ format: "date-time" }),
  lastSeenAt: Type.String({ format: "date-time" }),
});
export type PersonSession = Static<typeof SessionSchema>;

/** A program's key as its list shows it; the key itself is told once, when it is made. */
export const KeySchema = Type.Object({
  id: Type.String({ format: "uuid" }),
  label: Type.String(),
  scopes: Type.Array(Type.String()),
  territories: Type.Union([Type.Array(Type.String()), Type.Null()]),
  createdAt: Type.String({ format: "date-time" }),
  expiresAt: Type.Union([Type.String(), Type.Null()]),
  lastUsedAt: Type.Union([Type.String(), Type.Null()]),
});
export type ApiKey = Static<typeof KeySchema>;

/** A passkey of a person: what one device keeps to sign them in. */
export const PasskeySchema = Type.Object({
  id: Type.String({ description: "Of the credential, base64url" }),
  /** The device it was made on, as its browser said. */
  label: Type.String(),
  createdAt: Type.String({ format: "date-time" }),
  lastUsedAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
});
export type Passkey = Static<typeof PasskeySchema>;
