import type { ActorPage } from "@milango/core/actors";
import type { PersonCard, WorkshopId } from "@milango/core/identity";
import type { Need, Offer } from "@milango/core/needs";
import type { Workshop } from "@milango/core/workshops";
import { createContext, type ReactNode, use, useMemo } from "react";
import { milango } from "../app/milango.ts";
import { useResource } from "../app/resource.ts";

/** A need or an offer of an actor that takes part. */
export interface LinkedStatement {
  readonly kind: "need" | "offer";
  readonly statement: Need | Offer;
  readonly actor: Pick<ActorPage, "id" | "name" | "territory">;
}

/** What the agenda names by id only: people, needs and offers, which may be erased or change without it. */
export interface AgendaRecord {
  readonly people: ReadonlyMap<string, PersonCard>;
  readonly statements: ReadonlyMap<string, LinkedStatement>;
}

const nothing: AgendaRecord = { people: new Map(), statements: new Map() };
const RecordContext = createContext(nothing);

/** Reads the record beside the agenda; until it is there, and without network, blocks are shown without those names. */
export function AgendaRecordProvider({
  workshop,
  children,
}: {
  readonly workshop: Workshop;
  readonly children: ReactNode;
}) {
  const actors = workshop.participants.map(({ id }) => id);
  const people = useResource(`people of ${workshop.id}`, (signal) =>
    milango.workshops.people(workshop.id as WorkshopId, { signal }),
  );
  const pages = useResource(actors.length === 0 ? null : `sheets of ${actors.join(" ")}`, (signal) =>
    Promise.all(actors.map((id) => milango.actors.get(id, { signal }))),
  );
  const record = useMemo<AgendaRecord>(() => {
    const linked = (pages.value ?? []).flatMap((actor): LinkedStatement[] => [
      ...actor.needs.map((statement) => ({ kind: "need" as const, statement, actor })),
      ...actor.offers.map((statement) => ({ kind: "offer" as const, statement, actor })),
    ]);
    return {
      people: new Map((people.value?.items ?? []).map((person) => [person.id, person])),
      statements: new Map(linked.map((one) => [one.statement.id, one])),
    };
  }, [people.value, pages.value]);
  return <RecordContext value={record}>{children}</RecordContext>;
}

export function useAgendaRecord(): AgendaRecord {
  return use(RecordContext);
}
