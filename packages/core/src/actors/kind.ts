import { Type } from "typebox";

/** The mission wants these three to meet: public bodies, private enterprises (social ones included), associations. */
export const actorKinds = ["public", "private", "associative"] as const;
export type ActorKind = (typeof actorKinds)[number];
export const ActorKindSchema = Type.Enum(actorKinds);
