import type { TerritoryCode } from "../actors/territory.ts";
import type { Caller, Role, Scope, WorkshopRole } from "./caller.ts";
import type { ActorId, WorkshopId } from "./ids.ts";

/** What somebody wants to do to what. Facts about the resource are given by whoever read it from the record. */
export type Act =
  | { readonly act: "actors.read" }
  | { readonly act: "actors.create"; readonly territory: TerritoryCode }
  | { readonly act: "actors.update"; readonly actor: ActorFacts }
  | { readonly act: "actors.readContacts"; readonly actor: ActorFacts; readonly introducedTo: readonly ActorId[] }
  | { readonly act: "actors.import" }
  | { readonly act: "needs.write"; readonly actor: ActorFacts }
  | { readonly act: "suggestions.read"; readonly actor: ActorFacts }
  | { readonly act: "suggestions.decide"; readonly actor: ActorFacts }
  | { readonly act: "introductions.read"; readonly sides: readonly ActorFacts[] }
  | { readonly act: "introductions.answer"; readonly actor: ActorFacts }
  | { readonly act: "workshops.create" }
  | { readonly act: "workshops.read"; readonly workshop: WorkshopFacts }
  | { readonly act: "workshops.update"; readonly workshop: WorkshopFacts }
  | { readonly act: "documents.read"; readonly document: DocumentFacts }
  | { readonly act: "documents.write"; readonly document: DocumentFacts }
  | { readonly act: "events.read" }
  | { readonly act: "keys.write" };

export interface ActorFacts {
  readonly id: ActorId;
  readonly territory: string;
}
export interface WorkshopFacts {
  readonly id: WorkshopId;
  readonly participants: readonly ActorFacts[];
}
export interface DocumentFacts {
  readonly workshop: WorkshopFacts;
  readonly purpose: "agenda" | "notes";
}

/**
 * The one place that decides who may do what; whatever is not allowed here is refused. It names no ids of its own:
 * every caller is judged by values in its session or key and by facts of the resource.
 */
export function may(caller: Caller, act: Act): boolean {
  switch (caller.kind) {
    case "anonymous":
      return act.act === "actors.read";
    case "person":
      return personMay(caller.roles, act);
    case "program":
      return programMay(caller, act);
  }
}

function personMay(roles: readonly Role[], act: Act): boolean {
  switch (act.act) {
    case "actors.read":
    case "events.read":
      return true;
    case "actors.create":
      return animates(roles, act.territory);
    case "actors.update":
    case "needs.write":
    case "suggestions.read":
    case "suggestions.decide":
    case "introductions.answer":
      return actsFor(roles, act.actor);
    case "actors.readContacts":
      return actsFor(roles, act.actor) || act.introducedTo.some((id) => represents(roles, id));
    case "introductions.read":
      return act.sides.some((side) => actsFor(roles, side));
    case "workshops.create":
      return roles.length > 0;
    case "workshops.read":
      return workshopRole(roles, act.workshop) !== undefined;
    case "workshops.update":
      return isOneOf(workshopRole(roles, act.workshop), ["owner", "facilitator", "editor"]);
    case "documents.read":
      return readsDocument(workshopRole(roles, act.document.workshop), act.document.purpose);
    case "documents.write":
      return writesDocument(workshopRole(roles, act.document.workshop), act.document.purpose);
    case "actors.import":
    case "keys.write":
      return roles.some((role) => role.in === "network" && role.role === "administrator");
  }
}

function programMay(caller: Extract<Caller, { kind: "program" }>, act: Act): boolean {
  const needed = scopeOf(act);
  if (caller.scopes !== "all" && !caller.scopes.includes(needed)) return false;
  const { territories } = caller;
  if (territories === null) return true;
  return territoriesOf(act).every((territory) => territories.some((allowed) => allowed === territory));
}

/** The scope an act asks of a key; also what a refusal names. */
export function scopeOf(act: Act): Scope {
  switch (act.act) {
    case "actors.read":
      return "actors:read";
    case "actors.create":
    case "actors.update":
    case "actors.readContacts":
      return "actors:write";
    case "actors.import":
      return "actors:import";
    case "needs.write":
      return "needs:write";
    case "suggestions.read":
      return "suggestions:read";
    case "suggestions.decide":
      return "suggestions:decide";
    case "introductions.read":
      return "introductions:read";
    case "introductions.answer":
      return "introductions:write";
    case "workshops.create":
    case "workshops.update":
      return "workshops:write";
    case "workshops.read":
      return "workshops:read";
    case "documents.read":
      return "documents:read";
    case "documents.write":
      return "documents:write";
    case "events.read":
      return "events:read";
    case "keys.write":
      return "keys:write";
  }
}

/** The territories an act touches; a key limited to territories must hold all of them. */
function territoriesOf(act: Act): readonly string[] {
  switch (act.act) {
    case "actors.create":
      return [act.territory];
    case "actors.update":
    case "actors.readContacts":
    case "needs.write":
    case "suggestions.read":
    case "suggestions.decide":
    case "introductions.answer":
      return [act.actor.territory];
    case "introductions.read":
      return act.sides.map((side) => side.territory);
    case "workshops.read":
    case "workshops.update":
      return act.workshop.participants.map((actor) => actor.territory);
    case "documents.read":
    case "documents.write":
      return act.document.workshop.participants.map((actor) => actor.territory);
    default:
      return [];
  }
}

function animates(roles: readonly Role[], territory: string): boolean {
  return roles.some(
    (role) => role.in === "network" && (role.territories === null || role.territories.some((own) => own === territory)),
  );
}

function represents(roles: readonly Role[], actorId: ActorId): boolean {
  return roles.some((role) => role.in === "actor" && role.actorId === actorId);
}

/** A representative acts for an actor, and so does the volunteer who animates its territory. */
export function actsFor(roles: readonly Role[], actor: ActorFacts): boolean {
  return represents(roles, actor.id) || animates(roles, actor.territory);
}

/** The strongest role somebody holds in a workshop; who acts for a participant edits its agenda. */
export function workshopRole(roles: readonly Role[], workshop: WorkshopFacts): WorkshopRole | undefined {
  const held = roles.find((role) => role.in === "workshop" && role.workshopId === workshop.id);
  if (held?.in === "workshop") return held.role;
  return workshop.participants.some((actor) => actsFor(roles, actor)) ? "facilitator" : undefined;
}

function readsDocument(role: WorkshopRole | undefined, purpose: DocumentFacts["purpose"]): boolean {
  return purpose === "agenda" ? role !== undefined : isOneOf(role, ["owner", "facilitator"]);
}

function writesDocument(role: WorkshopRole | undefined, purpose: DocumentFacts["purpose"]): boolean {
  return isOneOf(role, purpose === "agenda" ? ["owner", "facilitator", "editor"] : ["owner", "facilitator"]);
}

function isOneOf(role: WorkshopRole | undefined, allowed: readonly WorkshopRole[]): boolean {
  return role !== undefined && allowed.includes(role);
}
