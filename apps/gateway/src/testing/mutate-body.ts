import fc from "fast-check";

/** One change to a JSON value: which of its places, and what happens there. */
interface Change {
  readonly place: number;
  readonly how: "alike" | "other" | "remove" | "repeat" | "add";
  readonly pick: number;
  readonly other: unknown;
}

/** One change to the text of a body: a cut, or something put in between. */
interface Slip {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

export interface Mutation {
  readonly changes: readonly Change[];
  readonly slip: Slip | undefined;
}

const id = "01900000-0000-7000-8000-000000000000";

/** Edges of what a field may hold, so that a body gets past its schema and tries what is behind: by what is there now. */
const alike: readonly { readonly is: (held: unknown) => boolean; readonly put: readonly unknown[] }[] = [
  {
    is: (held) => typeof held === "string" && /^[\da-f-]{36}$/i.test(held),
    put: [id, id.toUpperCase(), `urn:uuid:${id}`, "ffffffff-ffff-ffff-ffff-ffffffffffff", ""],
  },
  {
    is: (held) => typeof held === "string" && /^\d{4}-\d\d-\d\d$/.test(held),
    put: ["0000-01-01", "1000-01-01", "2024-02-29", "2023-02-29", "8999-12-31", "9999-12-31"],
  },
  {
    is: (held) => typeof held === "string" && /^\d{4}-\d\d-\d\dT/.test(held),
    put: [
      "0000-01-01T00:00:00Z",
      "1000-01-01T00:00:00+14:00",
      "2016-12-31T23:59:60Z",
      "2026-02-30T25:61:61Z",
      "2026-03-08T02:30:00.123456789-05:00",
      "2026-01-01T00:00:00+23:59",
      "8999-12-31T23:59:59-14:00",
      "9999-12-31T23:59:59-14:00",
    ],
  },
  {
    is: (held) => typeof held === "string",
    put: [
      "",
      " ",
      "x".repeat(5001),
      "x".repeat(200),
      "\u0000",
      "\ud800",
      "é".normalize("NFD"),
      "👩‍🌾".repeat(20),
    ].concat([
      "SX",
      "CR",
      "%_\\",
      "'; drop table actors; --",
      "<script>alert(1)</script>",
      "javascript:alert(1)",
      "https://[",
      "\u202eright to left\u202c",
      "constructor",
      "__proto__",
    ]),
  },
  { is: (held) => typeof held === "number", put: [0, -0, -1, 0.5, 50, 51, 1440, 2 ** 31, 2 ** 53, 1e308, -1e308] },
  { is: (held) => typeof held === "boolean", put: [true, false] },
  { is: Array.isArray, put: [[], [null], [[]]] },
  { is: () => true, put: [{}, null, { fr: "x" }, { toString: "x" }] },
];

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(400),
  how: fc.constantFrom("alike", "alike", "alike", "alike", "other", "remove", "remove", "repeat", "add"),
  pick: fc.nat(100),
  other: fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "binary", maxLength: 20 })),
});
const slip: fc.Arbitrary<Slip> = fc.record({
  at: fc.nat(4000),
  cut: fc.constantFrom(0, 1, 1, 2, 4000),
  put: fc.constantFrom("", '"', "{", "}", ",", "\\", "\u0000", "\\u0000", "\\ud800", '{"__proto__":', "1e999", "/*"),
});

/** A few changes to the value; now and then a slip in its text, so that it is hardly JSON any more. */
export const mutation: fc.Arbitrary<Mutation> = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  slip: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: slip }),
});

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function placesIn(holder: unknown): Place[] {
  if (typeof holder !== "object" || holder === null) return [];
  const inside = holder as Record<string, unknown>;
  return Object.keys(inside).flatMap((key) => [{ holder: inside, key }, ...placesIn(inside[key])]);
}

function apply({ how, pick, other }: Change, { holder, key }: Place): void {
  const held = holder[key];
  if (how === "alike") {
    const put = alike.find(({ is }) => is(held))?.put ?? [];
    holder[key] = structuredClone(put[pick % put.length]);
  } else if (how === "remove") {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  } else if (how === "repeat" && Array.isArray(held)) {
    held.push(...Array.from({ length: pick }, () => held[0]));
  } else if (how === "add" && typeof held === "object" && held !== null) {
    Object.assign(held, { [`field ${pick}`]: other });
  } else {
    holder[key] = other;
  }
}

/** The text of a body after a mutation; the sample itself stays as it is. */
export function mutate(sample: unknown, { changes, slip: slipped }: Mutation): string {
  const root = { body: structuredClone(sample) };
  for (const each of changes) {
    const places = placesIn(root.body);
    apply(each, places[each.place % places.length] ?? { holder: root, key: "body" });
  }
  const text = JSON.stringify(root.body) ?? "";
  if (slipped === undefined) return text;
  const at = slipped.at % (text.length + 1);
  return text.slice(0, at) + slipped.put + text.slice(at + slipped.cut);
}
