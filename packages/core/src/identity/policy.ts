import { type TerritoryCode, territoryCodes } from "../actors/territory.ts";
import type { Caller, Role, Scope, WorkshopRole } from "./caller.ts";
import type { ActorId, WorkshopId } from "./ids.ts";

/** What somebody wants to do to what. Facts about the resource are given by whoever read it from the record. */
export type Act =
  | { readonly act: "actors.read" }
  | { readonly act: "actors.create"; readonly territory: TerritoryCode }
  | { readonly act: "actors.update"; readonly actor: ActorFacts }
  /** A correction of it, or a claim to speak for it. */
  | { readonly act: "actors.propose"; readonly actor: ActorFacts }
  | { readonly act: "actors.readContacts"; readonly actor: ActorFacts; readonly introducedTo: readonly ActorId[] }
  | { readonly act: "actors.import" }
  | { readonly act: "needs.write"; readonly actor: ActorFacts }
  | { readonly act: "suggestions.read"; readonly actor: ActorFacts }
  | { readonly act: "suggestions.decide"; readonly actor: ActorFacts }
  | { readonly act: "introductions.read"; readonly sides: readonly ActorFacts[] }
  | { readonly act: "introductions.answer"; readonly actor: ActorFacts }
  | { readonly act: "workshops.list" }
  | { readonly act: "workshops.create" }
  | { readonly act: "workshops.invite"; readonly participants: readonly ActorFacts[] }
  | { readonly act: "workshops.read"; readonly workshop: WorkshopFacts }
  | { readonly act: "workshops.update"; readonly workshop: WorkshopFacts }
  | { readonly act: "comments.read"; readonly workshop: WorkshopFacts }
  | { readonly act: "comments.write"; readonly workshop: WorkshopFacts }
  | { readonly act: "documents.read"; readonly document: DocumentFacts }
  | { readonly act: "documents.write"; readonly document: DocumentFacts }
  | { readonly act: "events.read" }
  /** `grants`: the scopes a new key is to carry; none when keys are read or revoked. */
  | { readonly act: "keys.write"; readonly grants: readonly Scope[] }
  | { readonly act: "members.read"; readonly place: PlaceFacts }
  /** `role`: the one that is given or taken. */
  | { readonly act: "members.write"; readonly place: PlaceFacts; readonly role: string }
  /** `territory`: the one asked about; `null` for all. */
  | { readonly act: "audit.read"; readonly territory: string | null };

export interface ActorFacts {
  readonly id: ActorId;
  readonly territory: string;
}
export interface WorkshopFacts {
  readonly id: WorkshopId;
  readonly participants: readonly ActorFacts[];
}
/** Where a role is held. */
export type PlaceFacts =
  | { readonly in: "network" }
  | { readonly in: "actor"; readonly actor: ActorFacts }
  | { readonly in: "workshop"; readonly workshop: WorkshopFacts };
export interface DocumentFacts {
  readonly workshop: WorkshopFacts;
  readonly purpose: "agenda" | "notes";
}

/** Every act once, with the scope it asks of a key. */
const scopeOfAct: { readonly [Name in Act["act"]]: Scope } = {
  "actors.read": "actors:read",
  "actors.create": "actors:write",
  "actors.update": "actors:write",
  "actors.propose": "actors:write",
  "actors.readContacts": "actors:write",
  "actors.import": "actors:import",
  "needs.write": "needs:write",
  "suggestions.read": "suggestions:read",
  "suggestions.decide": "suggestions:decide",
  "introductions.read": "introductions:read",
  "introductions.answer": "introductions:write",
  "workshops.list": "workshops:read",
  "workshops.create": "workshops:write",
  "workshops.invite": "workshops:write",
  "workshops.read": "workshops:read",
  "workshops.update": "workshops:write",
  "comments.read": "workshops:read",
  "comments.write": "workshops:write",
  "documents.read": "documents:read",
  "documents.write": "documents:write",
  "events.read": "events:read",
  "keys.write": "keys:write",
  "members.read": "members:read",
  "members.write": "members:write",
  "audit.read": "audit:read",
};

type ProgramCaller = Extract<Caller, { kind: "program" }>;
type PersonCaller = Extract<Caller, { kind: "person" }>;

/**
 * The one place that decides who may do what; whatever is not allowed here is refused. It names no ids of its own:
 * every caller is judged by values in its session or key and by facts of the resource.
 */
export function may(caller: Caller, act: Act): boolean {
  // The compiler knows every act and every kind of caller; a refusal must not rest on it alone.
  if (!Object.hasOwn(scopeOfAct, act.act)) return false;
  switch (caller.kind) {
    case "anonymous":
      return act.act === "actors.read";
    case "person":
      return personMay(caller, act);
    case "program":
      return programMay(caller, act);
    default:
      return false;
  }
}

function personMay({ roles, guest = false }: PersonCaller, act: Act): boolean {
  switch (act.act) {
    case "actors.read":
    case "events.read":
    case "workshops.list":
      return true;
    case "actors.propose":
      return !guest;
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
    case "workshops.invite":
      return roles.length > 0 && !guest;
    case "workshops.read":
    case "comments.read":
      return workshopRole(roles, act.workshop) !== undefined;
    case "comments.write":
      return isOneOf(workshopRole(roles, act.workshop), ["owner", "facilitator", "editor", "commenter"]);
    case "workshops.update":
      return isOneOf(workshopRole(roles, act.workshop), ["owner", "facilitator", "editor"]);
    case "documents.read":
      return readsDocument(workshopRole(roles, act.document.workshop), act.document.purpose);
    case "documents.write":
      return writesDocument(workshopRole(roles, act.document.workshop), act.document.purpose);
    case "actors.import":
    case "keys.write":
      return roles.some(isAdministrator);
    case "members.read":
      return readsMembers(roles, act.place);
    case "members.write":
      return !guest && writesMembers(roles, act.place, act.role);
    case "audit.read":
      return act.territory === null ? roles.some(isAdministrator) : animates(roles, act.territory);
  }
}

function programMay(caller: ProgramCaller, act: Act): boolean {
  if (missingScopes(caller, act).length > 0) return false;
  const { territories } = caller;
  if (territories === null) return true;
  return territoriesOf(act).every((territory) => territories.some((allowed) => allowed === territory));
}

/** The scopes an act asks of a key that this one does not carry; also what a refusal names. */
export function missingScopes(caller: ProgramCaller, act: Act): Scope[] {
  const held = caller.scopes;
  if (held === "all") return [];
  // A key makes no key that may do more than itself.
  const asked = [scopeOfAct[act.act], ...(act.act === "keys.write" ? act.grants : [])];
  return asked.filter((scope) => !held.includes(scope));
}

/** The territories an act touches; a key limited to territories must hold all of them. */
function territoriesOf(act: Act): readonly string[] {
  switch (act.act) {
    // These show, or file, only what the key's territories hold; who a new workshop is for is an act of its own.
    case "actors.read":
    case "actors.import":
    case "workshops.list":
    case "workshops.create":
    case "events.read":
      return [];
    case "actors.create":
      return [act.territory];
    case "actors.update":
    case "actors.propose":
    case "actors.readContacts":
    case "needs.write":
    case "suggestions.read":
    case "suggestions.decide":
    case "introductions.answer":
      return [act.actor.territory];
    case "introductions.read":
      return act.sides.map((side) => side.territory);
    case "workshops.invite":
      return territoriesAround(act.participants);
    case "workshops.read":
    case "workshops.update":
    case "comments.read":
    case "comments.write":
      return territoriesAround(act.workshop.participants);
    case "documents.read":
    case "documents.write":
      return territoriesAround(act.document.workshop.participants);
    // Keys of every territory stand in one list.
    case "keys.write":
      return territoryCodes;
    case "members.read":
    case "members.write":
      return territoriesOfPlace(act.place);
    case "audit.read":
      return act.territory === null ? territoryCodes : [act.territory];
  }
}

function territoriesOfPlace(place: PlaceFacts): readonly string[] {
  switch (place.in) {
    case "network":
      return territoryCodes;
    case "actor":
      return [place.actor.territory];
    case "workshop":
      return territoriesAround(place.workshop.participants);
  }
}

/** Where a workshop takes place; one without participants is the whole network's, not everybody's. */
function territoriesAround(participants: readonly ActorFacts[]): readonly string[] {
  return participants.length === 0 ? territoryCodes : participants.map((actor) => actor.territory);
}

function animates(roles: readonly Role[], territory: string): boolean {
  return roles.some(
    (role) => role.in === "network" && (role.territories === null || role.territories.some((own) => own === territory)),
  );
}

/** Who is administrator of some territories only does not answer for the others. */
function isAdministrator(role: Role): boolean {
  return role.in === "network" && role.role === "administrator" && role.territories === null;
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

function readsMembers(roles: readonly Role[], place: PlaceFacts): boolean {
  switch (place.in) {
    case "network":
      return roles.some((role) => role.in === "network");
    case "actor":
      return actsFor(roles, place.actor);
    case "workshop":
      return workshopRole(roles, place.workshop) !== undefined;
  }
}

/** An owner gives every role in a workshop, a facilitator every one but the owner's. */
function writesMembers(roles: readonly Role[], place: PlaceFacts, given: string): boolean {
  switch (place.in) {
    case "network":
      return roles.some(isAdministrator);
    case "actor":
      return actsFor(roles, place.actor);
    case "workshop": {
      const own = workshopRole(roles, place.workshop);
      return own === "owner" || (own === "facilitator" && given !== "owner");
    }
  }
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
