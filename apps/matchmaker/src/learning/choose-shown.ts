import { createHash } from "node:crypto";
import { compareFits, type Fit } from "../index/fit-list.ts";
import type { Candidate } from "../scoring/candidate.ts";
import type { AcceptanceModel } from "./acceptance-model.ts";
import { answerFeatures } from "./replay-decisions.ts";

/** A partner to show, and how probable it was that it would be: what learning without bias needs later. */
export interface Chosen {
  readonly fit: Fit;
  readonly propensity: number;
}

/** The last place of so many lists goes to a partner that would not be seen otherwise; short lists are left alone. */
const explored = 0.1;
const exploredFrom = 5;

/**
 * The partners to show of those that fit: by how probable it is that both accept, which is the order of their fit as
 * long as nobody answered. The same input gives the same choice for a whole day.
 */
export function chooseShown(
  self: Candidate,
  fits: readonly Fit[],
  partners: ReadonlyMap<string, Candidate>,
  { model, limit, today }: { readonly model: AcceptanceModel; readonly limit: number; readonly today: string },
): Chosen[] {
  const ranked = model.answers === 0 ? fits : byAcceptance(self, fits, partners, model);
  const first = ranked.slice(0, limit).map((fit) => ({ fit, propensity: 1 }));
  const rest = ranked.slice(limit);
  const last = first.at(-1);
  if (rest.length === 0 || limit < exploredFrom || last === undefined) return first;
  const [draw, place] = drawsOf(`${self.id} ${today}`);
  const found = draw < explored ? rest[Math.floor(place * rest.length)] : undefined;
  const chosen =
    found === undefined
      ? { fit: last.fit, propensity: 1 - explored }
      : { fit: found, propensity: explored / rest.length };
  return [...first.slice(0, -1), chosen];
}

function byAcceptance(
  self: Candidate,
  fits: readonly Fit[],
  partners: ReadonlyMap<string, Candidate>,
  model: AcceptanceModel,
): Fit[] {
  const both = (fit: Fit): number => {
    const partner = partners.get(fit.id);
    if (partner === undefined) return 0;
    const theirs = { score: fit.score, gain: fit.give, give: fit.gain };
    return (
      model.probability(self.id, partner.id, answerFeatures(self, partner, fit)) *
      model.probability(partner.id, self.id, answerFeatures(partner, self, theirs))
    );
  };
  return fits
    .map((fit) => ({ fit, worth: both(fit) }))
    .sort((a, b) => b.worth - a.worth || compareFits(a.fit, b.fit))
    .map(({ fit }) => fit);
}

/** Two numbers from 0 to 1 that look drawn and stay the same. */
function drawsOf(text: string): [number, number] {
  const bytes = createHash("sha256").update(text).digest();
  return [bytes.readUInt32LE(0) / 2 ** 32, bytes.readUInt32LE(4) / 2 ** 32];
}
