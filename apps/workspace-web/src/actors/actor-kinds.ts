import type { ActorKind } from "@milango/core/actors";

/** The kinds of actors in the order they are shown. */
export const actorKinds: readonly ActorKind[] = ["public", "private", "associative"];
