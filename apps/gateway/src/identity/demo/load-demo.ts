import { isTerritoryCode, parseLegalForm, parseSector } from "@milango/core/actors";
import type { ActorId, PersonId } from "@milango/core/identity";
import type { workshopFormats } from "@milango/core/workshops";
import { sql } from "kysely";
import { refreshSearchText, toNewActor } from "../../actors/store.ts";
import { tellActorsChanged } from "../../actors/tell-actor-changed.ts";
import { transact } from "../../database/transact.ts";
import { openUnit, type Unit } from "../../database/unit.ts";
import type { Deps } from "../../deps.ts";
import { openWorkshop } from "../../workshops/open-workshop.ts";
import { type DemoNetwork, inComingYear, readDemoNetwork } from "./demo-network.ts";
import { personas } from "./personas.ts";

const demoLock = 7_155_002;
type Tools = Deps & { readonly random: () => number };

/** Fills an empty record with the fictional network, once: several gateways may try at the same time. */
export async function loadDemo(deps: Tools): Promise<void> {
  const network = await readDemoNetwork();
  await transact(deps.db, async (trx) => {
    await sql`select pg_advisory_xact_lock(${demoLock})`.execute(trx);
    const someone = await trx.selectFrom("actors").select("id").limit(1).executeTakeFirst();
    const somebody = await trx.selectFrom("people").select("id").limit(1).executeTakeFirst();
    if (someone !== undefined || somebody !== undefined) return;
    const { unit, settle } = openUnit(trx, "system", deps.newId);
    const ids = await addActors(deps, unit, network);
    await addPersonas(deps, unit);
    await addWorkshops(deps, unit, network, ids);
    await settle();
  });
  deps.relay.nudge();
}

async function addActors(deps: Tools, unit: Unit, network: DemoNetwork): Promise<Map<string, ActorId>> {
  const now = new Date(deps.clock.now());
  const ids = new Map<string, ActorId>();
  for (const actor of network.actors) {
    const { territory, language, name, filieres, location } = actor;
    if (!isTerritoryCode(territory)) continue;
    const form = parseLegalForm(actor.legalForm, territory);
    const id = deps.newId() as ActorId;
    ids.set(actor.id, id);
    const sheet = {
      name,
      territory,
      legalForm: form?.id ?? null,
      sectors: [...new Set(filieres.flatMap((filiere) => parseSector(filiere)?.id ?? []))],
      languages: [language],
      point: { latitude: location.lat, longitude: location.lon },
    };
    await unit.trx
      .insertInto("actors")
      .values({ ...toNewActor(sheet, id, "demo", now), fictional: true })
      .execute();
    for (const table of ["needs", "offers"] as const) {
      for (const text of actor[table]) {
        const statement = {
          text: JSON.stringify(text),
          concepts: [],
          sector: null,
          valid_from: null,
          valid_until: null,
        };
        await unit.trx
          .insertInto(table)
          .values({ id: deps.newId() as never, actor_id: id, ...statement, state: "open", updated_at: now })
          .execute();
      }
    }
    const slug = name
      .toLowerCase()
      .normalize("NFD")
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^a-z]+/g, "-")
      .replaceAll(/^-|-$/g, "");
    const contact = { name, role: null, email: `contact@${slug}.example`, phone: null, languages: [language] };
    await unit.trx
      .insertInto("contacts")
      .values({ id: deps.newId(), actor_id: id, ...contact })
      .execute();
    await refreshSearchText(unit.trx, id);
  }
  await tellActorsChanged(unit, [...ids.values()]);
  return ids;
}

async function addPersonas(deps: Tools, unit: Unit): Promise<void> {
  const now = new Date(deps.clock.now());
  for (const { name, email, territory, language } of personas) {
    const id = deps.newId() as PersonId;
    const person = { id, name, email, email_verified: true, image: null, language, territory, updated_at: now };
    await unit.trx.insertInto("people").values(person).execute();
    const role = { scope: "network" as const, scope_id: null, role: "animator", territories: [territory] };
    await unit.trx
      .insertInto("memberships")
      .values({ id: deps.newId(), person_id: id, ...role })
      .execute();
  }
}

async function addWorkshops(
  deps: Tools,
  unit: Unit,
  network: DemoNetwork,
  ids: ReadonlyMap<string, ActorId>,
): Promise<void> {
  for (const workshop of network.workshops) {
    const named = workshop.agenda.flatMap(({ lead }) => lead.match(/s\d\d/g) ?? []);
    const territories = Object.keys(workshop.localTimes);
    // Every territory of a workshop has somebody in it: those the agenda names, else the first of the seed.
    const actorIds = new Set(named.flatMap((key) => ids.get(key) ?? []));
    for (const territory of territories) {
      const own = network.actors.filter((actor) => actor.territory === territory);
      const first = own[0] === undefined ? undefined : ids.get(own[0].id);
      if (first !== undefined && !own.some(({ id }) => actorIds.has(ids.get(id) ?? ("" as ActorId))))
        actorIds.add(first);
    }
    const draft = {
      title: workshop.title,
      goal: workshop.goal,
      format: formatOf(workshop.format),
      startsAt: inComingYear(workshop.startUtc, deps.clock.now()),
      territories,
      blocks: workshop.agenda.map(({ title, minutes }) => ({ title, minutes })),
    };
    await openWorkshop(deps, unit, draft, [...actorIds]);
  }
}

function formatOf(written: string): (typeof workshopFormats)[number] {
  if (/conf/.test(written)) return "conference";
  return /forum/.test(written) ? "forum" : "workshop";
}
