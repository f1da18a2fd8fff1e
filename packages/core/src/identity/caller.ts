import type { TerritoryCode } from "../actors/territory.ts";
import type { ActorId, PersonId, WorkshopId } from "./ids.ts";

/** What an API key may be allowed to do. `all` is the provisioning key of the installation itself. */
export const scopes = [
  "actors:read",
  "actors:write",
  "actors:import",
  "needs:write",
  "suggestions:read",
  "suggestions:decide",
  "introductions:read",
  "introductions:write",
  "workshops:read",
  "workshops:write",
  "documents:read",
  "documents:write",
  "events:read",
  "keys:write",
  "members:read",
  "members:write",
  "audit:read",
] as const;
export type Scope = (typeof scopes)[number];

export const networkRoles = ["administrator", "animator"] as const;
export type NetworkRole = (typeof networkRoles)[number];

/** A role is held in one place: the network (optionally in some territories only), an actor, or a workshop. */
export type Role =
  | {
      readonly in: "network";
      readonly role: NetworkRole;
      readonly territories: readonly TerritoryCode[] | null;
    }
  | { readonly in: "actor"; readonly actorId: ActorId; readonly role: "representative" }
  | { readonly in: "workshop"; readonly workshopId: WorkshopId; readonly role: WorkshopRole };

/** From the strongest to the weakest. */
export const workshopRoles = ["owner", "facilitator", "editor", "commenter", "viewer"] as const;
export type WorkshopRole = (typeof workshopRoles)[number];

/** Who asks: nobody in particular, a person with a session, or a program with a key. */
export type Caller =
  | { readonly kind: "anonymous" }
  | {
      readonly kind: "person";
      readonly personId: PersonId;
      readonly sessionId: string;
      readonly roles: readonly Role[];
      /** Came in by a link with a name alone. */
      readonly guest?: boolean;
    }
  | {
      readonly kind: "program";
      readonly keyId: string;
      readonly scopes: readonly Scope[] | "all";
      readonly territories: readonly TerritoryCode[] | null;
    };
