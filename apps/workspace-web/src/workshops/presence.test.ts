import { expect, test } from "vitest";
import { readGuests } from "./presence.ts";

test("one person in two tabs is one guest, oneself is none, and nameless states are nobody", () => {
  const daniela = { id: "p2", name: "Daniela Rojas", territory: "CR" };
  const states = new Map<number, unknown>([
    [1, { user: { id: "p1", name: "Maëlle Hodge", territory: "MF" } }],
    [2, { user: { id: "p1", name: "Maëlle Hodge", territory: "MF" } }],
    [3, { user: daniela, block: "a" }],
    [4, { user: daniela, block: "b", field: "title", language: "es" }],
    [5, { block: "c" }],
    [6, null],
  ]);
  expect(readGuests(states, 1, "p1")).toEqual([
    { key: "p2", name: "Daniela Rojas", territory: "CR", block: "b", writing: true },
  ]);
});
