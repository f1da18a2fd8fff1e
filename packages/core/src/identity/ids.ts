import { Type } from "typebox";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ids are UUID v7 in their canonical text form; the brand keeps one kind from being passed as another. */
export type ActorId = Branded<"Actor">;
export type NeedId = Branded<"Need">;
export type OfferId = Branded<"Offer">;
export type PersonId = Branded<"Person">;
export type SuggestionId = Branded<"Suggestion">;
export type IntroductionId = Branded<"Introduction">;
export type WorkshopId = Branded<"Workshop">;
export type DocumentId = Branded<"Document">;

const uuid = { format: "uuid" } as const;
const idSchema = <Id extends string>() => Type.Unsafe<Id>(Type.String(uuid));
export const ActorIdSchema = idSchema<ActorId>();
export const NeedIdSchema = idSchema<NeedId>();
export const OfferIdSchema = idSchema<OfferId>();
export const PersonIdSchema = idSchema<PersonId>();
export const SuggestionIdSchema = idSchema<SuggestionId>();
export const IntroductionIdSchema = idSchema<IntroductionId>();
export const WorkshopIdSchema = idSchema<WorkshopId>();
export const DocumentIdSchema = idSchema<DocumentId>();
