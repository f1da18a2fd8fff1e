import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { territoryCodes } from "../actors/territory.ts";
import { type Caller, type Role, type Scope, scopes, type WorkshopRole, workshopRoles } from "./caller.ts";
import type { ActorId, PersonId, WorkshopId } from "./ids.ts";
import { type Act, type ActorFacts, may, missingScopes } from "./policy.ts";

const mine: ActorFacts = { id: "mine" as ActorId, territory: "MF" };
const neighbour: ActorFacts = { id: "neighbour" as ActorId, territory: "MF" };
const partner: ActorFacts = { id: "partner" as ActorId, territory: "CR" };
const workshop = { id: "workshop" as WorkshopId, participants: [mine] };

/** One act of each name, about an actor and a workshop in Saint-Martin. The type makes the list complete. */
const acts: { readonly [Name in Act["act"]]: Extract<Act, { act: Name }> } = {
  "actors.read": { act: "actors.read" },
  "actors.create": { act: "actors.create", territory: "MF" },
  "actors.update": { act: "actors.update", actor: mine },
  "actors.propose": { act: "actors.propose", actor: mine },
  "actors.readContacts": { act: "actors.readContacts", actor: mine, introducedTo: [partner.id] },
  "actors.import": { act: "actors.import" },
  "needs.write": { act: "needs.write", actor: mine },
  "suggestions.read": { act: "suggestions.read", actor: mine },
  "suggestions.decide": { act: "suggestions.decide", actor: mine },
  "introductions.read": { act: "introductions.read", sides: [mine, partner] },
  "introductions.answer": { act: "introductions.answer", actor: mine },
  "workshops.list": { act: "workshops.list" },
  "workshops.create": { act: "workshops.create" },
  "workshops.invite": { act: "workshops.invite", participants: [mine] },
  "workshops.read": { act: "workshops.read", workshop },
  "workshops.update": { act: "workshops.update", workshop },
  "comments.read": { act: "comments.read", workshop },
  "comments.write": { act: "comments.write", workshop },
  "documents.read": { act: "documents.read", document: { workshop, purpose: "notes" } },
  "documents.write": { act: "documents.write", document: { workshop, purpose: "agenda" } },
  "events.read": { act: "events.read" },
  "keys.write": { act: "keys.write", grants: [] },
  "members.read": { act: "members.read", place: { in: "actor", actor: mine } },
  "members.write": { act: "members.write", place: { in: "workshop", workshop }, role: "editor" },
  "audit.read": { act: "audit.read", territory: "MF" },
};
const names = Object.keys(acts) as Act["act"][];

const person = (...roles: Role[]): Caller => ({ kind: "person", personId: "p" as PersonId, sessionId: "s", roles });
const key = (held: readonly Scope[] | "all", territories: readonly ("MF" | "CR")[] | null = null) =>
  ({ kind: "program", keyId: "k", scopes: held, territories }) as const satisfies Caller;
const inNetwork = (role: "administrator" | "animator", territories: readonly ("MF" | "CR")[] | null): Role => ({
  in: "network",
  role,
  territories,
});
const acting = (actor: ActorFacts): Role => ({ in: "actor", actorId: actor.id, role: "representative" });
const inWorkshop = (role: WorkshopRole, id = workshop.id): Role => ({ in: "workshop", workshopId: id, role });

const people = {
  newcomer: person(),
  "own representative": person(acting(mine)),
  "neighbour's representative": person(acting(neighbour)),
  "partner's representative": person(acting(partner)),
  "animator here": person(inNetwork("animator", ["MF"])),
  "animator elsewhere": person(inNetwork("animator", ["CR"])),
  "animator of none": person(inNetwork("animator", [])),
  "animator everywhere": person(inNetwork("animator", null)),
  "administrator elsewhere": person(inNetwork("administrator", ["CR"])),
  administrator: person(inNetwork("administrator", null)),
  owner: person(inWorkshop("owner")),
  facilitator: person(inWorkshop("facilitator")),
  editor: person(inWorkshop("editor")),
  commenter: person(inWorkshop("commenter")),
  viewer: person(inWorkshop("viewer")),
  "another workshop's owner": person(inWorkshop("owner", "other" as WorkshopId)),
} as const;
type Who = keyof typeof people;

const everywhere: readonly Who[] = ["animator everywhere", "administrator"];
const here: readonly Who[] = ["animator here", ...everywhere];
const forMine: readonly Who[] = ["own representative", ...here];
const anybody = Object.keys(people) as Who[];
const withRole = anybody.filter((who) => who !== "newcomer");

/** Who may: everybody who is not named is refused. */
const peopleWhoMay: { readonly [Name in Act["act"]]: readonly Who[] } = {
  "actors.read": anybody,
  "actors.create": here,
  "actors.update": forMine,
  "actors.propose": anybody,
  "actors.readContacts": [...forMine, "partner's representative"],
  "actors.import": ["administrator"],
  "needs.write": forMine,
  "suggestions.read": forMine,
  "suggestions.decide": forMine,
  "introductions.read": [...forMine, "partner's representative", "animator elsewhere", "administrator elsewhere"],
  "introductions.answer": forMine,
  "workshops.list": anybody,
  "workshops.create": withRole,
  "workshops.invite": withRole,
  "workshops.read": [...forMine, ...workshopRoles],
  "workshops.update": [...forMine, "owner", "facilitator", "editor"],
  "comments.read": [...forMine, ...workshopRoles],
  "comments.write": [...forMine, "owner", "facilitator", "editor", "commenter"],
  "documents.read": [...forMine, "owner", "facilitator"],
  "documents.write": [...forMine, "owner", "facilitator", "editor"],
  "events.read": anybody,
  "keys.write": ["administrator"],
  "members.read": forMine,
  "members.write": [...forMine, "owner", "facilitator"],
  "audit.read": here,
};

/** The scope of each act, and which of a key's territories suffice: none needed, Saint-Martin, both sides, or all. */
const keysThatMay: { readonly [Name in Act["act"]]: readonly [Scope, "none" | "MF" | "MF and CR" | "all"] } = {
  "actors.read": ["actors:read", "none"],
  "actors.create": ["actors:write", "MF"],
  "actors.update": ["actors:write", "MF"],
  "actors.propose": ["actors:write", "MF"],
  "actors.readContacts": ["actors:write", "MF"],
  "actors.import": ["actors:import", "none"],
  "needs.write": ["needs:write", "MF"],
  "suggestions.read": ["suggestions:read", "MF"],
  "suggestions.decide": ["suggestions:decide", "MF"],
  "introductions.read": ["introductions:read", "MF and CR"],
  "introductions.answer": ["introductions:write", "MF"],
  "workshops.list": ["workshops:read", "none"],
  "workshops.create": ["workshops:write", "none"],
  "workshops.invite": ["workshops:write", "MF"],
  "workshops.read": ["workshops:read", "MF"],
  "workshops.update": ["workshops:write", "MF"],
  "comments.read": ["workshops:read", "MF"],
  "comments.write": ["workshops:write", "MF"],
  "documents.read": ["documents:read", "MF"],
  "documents.write": ["documents:write", "MF"],
  "events.read": ["events:read", "none"],
  "keys.write": ["keys:write", "all"],
  "members.read": ["members:read", "MF"],
  "members.write": ["members:write", "MF"],
  "audit.read": ["audit:read", "MF"],
};

describe("the policy", () => {
  it.each(names)("lets exactly those people do %s who are named for it", (name) => {
    const allowed = anybody.filter((who) => may(people[who], acts[name]));
    expect(allowed.sort()).toEqual([...peopleWhoMay[name]].sort());
  });

  it("lets nobody in particular read the directory, and nothing else", () => {
    expect(names.filter((name) => may({ kind: "anonymous" }, acts[name]))).toEqual(["actors.read"]);
  });

  it.each(names)("asks a key for the one scope of %s and for its territories", (name) => {
    const [scope, needed] = keysThatMay[name];
    const act = acts[name];
    expect(may(key([scope]), act)).toBe(true);
    expect(may(key("all"), act)).toBe(true);
    const others = scopes.filter((other) => other !== scope);
    expect(may(key(others), act)).toBe(false);
    expect(missingScopes(key(others), act)).toEqual([scope]);
    expect(may(key([]), act)).toBe(false);
    for (const held of [[scope], "all"] as const) {
      expect(may(key(held, []), act)).toBe(needed === "none");
      expect(may(key(held, ["CR"]), act)).toBe(needed === "none");
      expect(may(key(held, ["MF"]), act)).toBe(needed === "none" || needed === "MF");
      expect(may(key(held, ["MF", "CR"]), act)).toBe(needed !== "all");
    }
  });

  it.each(["actors.destroy", "", "constructor", "__proto__", "toString"])(
    "refuses everybody the unknown act “%s”, the installation's own key included",
    (act) => {
      const unknown = { ...acts["actors.update"], act } as unknown as Act;
      for (const caller of [...Object.values(people), { kind: "anonymous" } as const, key("all"), key(scopes)])
        expect(may(caller, unknown)).toBe(false);
    },
  );

  it("refuses a kind of caller it does not know", () => {
    const stranger = { kind: "service", roles: [inNetwork("administrator", null)], scopes: "all" } as unknown as Caller;
    for (const name of names) expect(may(stranger, acts[name])).toBe(false);
  });
});

describe("a role in a workshop", () => {
  const reads = (caller: Caller, purpose: "agenda" | "notes") =>
    may(caller, { act: "documents.read", document: { workshop, purpose } });
  const writes = (caller: Caller, purpose: "agenda" | "notes") =>
    may(caller, { act: "documents.write", document: { workshop, purpose } });

  it("opens the agenda to all who hold one, and the notes to owner and facilitator alone", () => {
    const who = (can: (caller: Caller) => boolean) => workshopRoles.filter((role) => can(person(inWorkshop(role))));
    expect(who((caller) => reads(caller, "agenda"))).toEqual(workshopRoles);
    expect(who((caller) => writes(caller, "agenda"))).toEqual(["owner", "facilitator", "editor"]);
    expect(who((caller) => reads(caller, "notes"))).toEqual(["owner", "facilitator"]);
    expect(who((caller) => writes(caller, "notes"))).toEqual(["owner", "facilitator"]);
  });

  it("counts before what one may do for a participant", () => {
    const representativeWhoViews = person(acting(mine), inWorkshop("viewer"));
    expect(reads(representativeWhoViews, "agenda")).toBe(true);
    expect(writes(representativeWhoViews, "agenda")).toBe(false);
  });

  it("is nobody's in a workshop without participants, and no key of some territories reaches it", () => {
    const empty = { act: "workshops.read", workshop: { ...workshop, participants: [] } } as const;
    expect(anybody.filter((who) => may(people[who], empty)).sort()).toEqual([...workshopRoles].sort());
    expect(may(key("all", ["MF"]), empty)).toBe(false);
    expect(may(key("all"), empty)).toBe(true);
  });
});

describe("the people of a place", () => {
  const inPlace = { in: "workshop", workshop } as const;
  const who = (can: (caller: Caller) => boolean) => anybody.filter((each) => can(people[each])).sort();
  const gives = (role: string) => who((caller) => may(caller, { act: "members.write", place: inPlace, role }));

  it("are an owner's to make owners; a facilitator gives every other role", () => {
    expect(gives("owner")).toEqual(["owner"]);
    for (const role of workshopRoles.slice(1)) expect(gives(role)).toEqual([...forMine, "facilitator", "owner"].sort());
  });

  it("are read by those who are in it, and the network's by those who hold a role there", () => {
    expect(who((caller) => may(caller, { act: "members.read", place: inPlace }))).toEqual(
      [...forMine, ...workshopRoles].sort(),
    );
    expect(who((caller) => may(caller, { act: "members.read", place: { in: "network" } }))).toEqual(
      anybody.filter((each) => /animator|administrator/.test(each)).sort(),
    );
  });

  it("of the network and of an actor are chosen by administrators, and by those who act for it", () => {
    const network = { act: "members.write", place: { in: "network" }, role: "animator" } as const;
    expect(who((caller) => may(caller, network))).toEqual(["administrator"]);
    const actor = { act: "members.write", place: { in: "actor", actor: mine }, role: "representative" } as const;
    expect(who((caller) => may(caller, actor))).toEqual([...forMine].sort());
  });

  it("are not a guest's to choose, who opens no workshop either, whatever the link's role", () => {
    for (const role of workshopRoles) {
      const guest: Caller = { ...person(inWorkshop(role)), guest: true } as Caller;
      for (const given of workshopRoles)
        expect(may(guest, { act: "members.write", place: inPlace, role: given })).toBe(false);
      expect(may(guest, { act: "workshops.create" })).toBe(false);
      expect(may(guest, { act: "actors.propose", actor: mine })).toBe(false);
      expect(may(guest, { act: "workshops.invite", participants: [mine] })).toBe(false);
      expect(may(guest, { act: "workshops.read", workshop })).toBe(true);
    }
  });

  it("leave traces that the whole network's administrators alone read whole", () => {
    expect(who((caller) => may(caller, { act: "audit.read", territory: null }))).toEqual(["administrator"]);
  });
});

describe("a key that makes keys", () => {
  it("grants no scope that it does not hold itself", () => {
    const grant = (grants: readonly Scope[]): Act => ({ act: "keys.write", grants });
    const provisioner = key(["keys:write", "actors:read"]);
    expect(may(provisioner, grant(["actors:read"]))).toBe(true);
    expect(may(provisioner, grant(["actors:read", "actors:write"]))).toBe(false);
    expect(missingScopes(provisioner, grant(["actors:read", "actors:write"]))).toEqual(["actors:write"]);
    expect(may(people.administrator, grant(scopes))).toBe(true);
  });
});

describe("any key", () => {
  it("may do whatever the same key with fewer scopes or territories may", () => {
    const held = fc.subarray([...scopes]);
    const within = fc.option(fc.subarray([...territoryCodes]));
    fc.assert(
      fc.property(held, held, within, within, fc.constantFrom(...names), (some, more, few, further, name) => {
        const narrow: Caller = { kind: "program", keyId: "k", scopes: some, territories: few };
        const wide: Caller = {
          kind: "program",
          keyId: "k",
          scopes: [...some, ...more],
          territories: few === null || further === null ? null : [...few, ...further],
        };
        expect(may(wide, acts[name]) || !may(narrow, acts[name])).toBe(true);
      }),
    );
  });
});
