import { type Static, Type } from "typebox";
import { TerritoryCodeSchema } from "../actors/territory.ts";
import { LanguageSchema } from "../text/language.ts";
import { ActorIdSchema, PersonIdSchema } from "./ids.ts";

/** The signed-in person as their own browser sees them. */
export const MeSchema = Type.Object({
  id: PersonIdSchema,
  name: Type.String(),
  email: Type.String(),
  language: LanguageSchema,
  territory: Type.Union([TerritoryCodeSchema, Type.Null()]),
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
