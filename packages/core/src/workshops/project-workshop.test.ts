import { Value } from "typebox/value";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { WorkshopId } from "../identity/ids.ts";
import { firstAgendaUpdate } from "./initialise-agenda.ts";
import { agendaOf, projectWorkshop } from "./project-workshop.ts";
import { AgendaSchema } from "./workshop.ts";

/** "Du verre au sable" of the demo network, shortened: five blocks, ninety-five minutes, from 15:00 in Marigot. */
const fromGlassToSand = {
  title: {
    fr: "Du verre au sable : une filière pour les îles",
    es: "Del vidrio a la arena: una cadena para las islas",
  },
  startsAt: Date.parse("2026-02-18T19:00:00Z"),
  territories: ["MF", "CR"],
  status: "planned" as const,
  nodes: [
    { id: "w1-welcome", minutes: 10, title: { fr: "Accueil, tour de table", es: "Bienvenida, presentaciones" } },
    {
      id: "w1-figures",
      minutes: 25,
      title: { fr: "Deux gisements, deux machines", es: "Dos yacimientos, dos máquinas" },
    },
    { id: "w1-askings", minutes: 20, title: { fr: "Questions de la Guadeloupe", es: "Preguntas de Guadalupe" } },
    { id: "w1-whodoes", minutes: 30, title: { fr: "Qui fait quoi, quand, avec quel argent" } },
    {
      id: "w1-decides",
      minutes: 10,
      title: { fr: "Décisions et prochaines dates", es: "Decisiones y próximas fechas" },
    },
  ],
};
const workshopId = "0190f8a0-0000-7000-8000-000000000001" as WorkshopId;

function seededHalf() {
  let turn = 0;
  return () => (turn++ % 7) / 7;
}

function open() {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstAgendaUpdate({ ...fromGlassToSand, random: seededHalf() }));
  return doc;
}

describe("the agenda of a workshop, as the server keeps and shows it", () => {
  it("starts as the same bytes for the same input", () => {
    const once = firstAgendaUpdate({ ...fromGlassToSand, random: seededHalf() });
    const again = firstAgendaUpdate({ ...fromGlassToSand, random: seededHalf() });
    expect(again).toEqual(once);
  });

  it("shows each block at its hour in both territories", () => {
    const agenda = agendaOf(open(), workshopId);
    expect(Value.Check(AgendaSchema, agenda)).toBe(true);
    expect(agenda.blocks.map(({ local }) => local.map(({ start, end }) => `${start}–${end}`).join(" | "))).toEqual([
      "15:00–15:10 | 13:00–13:10",
      "15:10–15:35 | 13:10–13:35",
      "15:35–15:55 | 13:35–13:55",
      "15:55–16:25 | 13:55–14:25",
      "16:25–16:35 | 14:25–14:35",
    ]);
    expect(agenda.endsAt).toBe("2026-02-18T20:35:00.000Z");
    expect(agenda.territories).toEqual([
      { code: "MF", timeZone: "America/Marigot" },
      { code: "CR", timeZone: "America/Costa_Rica" },
    ]);
    expect(agenda.toPlace).toEqual([]);
  });

  it("tells the workshop's row its title, hours and how complete each language is", () => {
    expect(projectWorkshop(open())).toEqual({
      title: fromGlassToSand.title,
      startsAt: fromGlassToSand.startsAt,
      territories: ["MF", "CR"],
      status: "planned",
      minutes: 95,
      blockCount: 5,
      completeness: { fr: 5, es: 4 },
    });
  });
});
