import type { ActorKind } from "@milango/core/actors";
import type { Decision, MatchActor, MatchStatement } from "@milango/core/matching";
import type { Meaning, MeaningReader } from "@milango/core/needs/understanding";
import { isLanguage, type LocalizedText } from "@milango/core/text";

/** A need or an offer in its short form: a text in the actor's own language. */
export interface SimpleStatement {
  readonly id: string;
  readonly text: string;
  readonly tags?: readonly string[];
  readonly sector?: string | null;
}

/** An actor in its short form, for benchmarks and for programs that only want to score. */
export interface SimpleActor {
  readonly id: string;
  readonly territory: string;
  readonly kind?: ActorKind;
  readonly language: string;
  readonly languages?: readonly string[];
  readonly capacity?: number;
  readonly needs: readonly SimpleStatement[];
  readonly offers: readonly SimpleStatement[];
}

export type EngineActor = MatchActor | SimpleActor;

/** A statement read once. */
export interface ReadStatement {
  readonly id: string;
  readonly meaning: Meaning;
  /** ISO dates, inclusive; empty when open on that side. */
  readonly from: string;
  readonly until: string;
  readonly weak: boolean;
  /** Of an embedder, when there is one. */
  readonly vector: Float32Array | undefined;
}

/** What an actor once answered about a partner. */
export interface PastAnswer {
  readonly partnerId: string;
  readonly decision: Decision;
  readonly reason: string | null;
  /** ISO instant; empty when not known. */
  readonly at: string;
}

/** An actor as the scorer sees it. */
export interface Candidate {
  readonly id: string;
  readonly territory: string;
  readonly kind: ActorKind | undefined;
  readonly languages: ReadonlySet<string>;
  readonly consents: boolean;
  /** Partners it may not meet: blocked, or declined by it. */
  readonly excluded: ReadonlySet<string>;
  readonly answers: readonly PastAnswer[];
  readonly capacity: number;
  readonly openIntroductions: number;
  readonly needs: readonly ReadStatement[];
  readonly offers: readonly ReadStatement[];
}

/** Vectors of texts that were made ready. */
export interface Vectors {
  of(text: string | LocalizedText): Float32Array | undefined;
}

/** Reads an actor's texts; the dear part of taking in an actor. */
export function readCandidate(actor: EngineActor, reader: MeaningReader, vectors?: Vectors): Candidate {
  if ("language" in actor) return readSimple(actor, reader, vectors);
  const statement = (input: MatchStatement): ReadStatement => ({
    id: input.id,
    meaning: reader.read(input),
    from: input.validFrom ?? "",
    until: input.validUntil ?? "",
    weak: input.weak === true,
    vector: vectors?.of(input.text),
  });
  return {
    id: actor.id,
    territory: actor.territory,
    kind: actor.kind,
    languages: new Set(actor.languages),
    consents: actor.consentsToMatch,
    excluded: new Set<string>([
      ...actor.blocked,
      ...actor.decisions.flatMap(({ partnerId, decision }) => (decision === "decline" ? [partnerId] : [])),
    ]),
    answers: actor.decisions,
    capacity: actor.capacity,
    openIntroductions: actor.openIntroductions,
    needs: actor.needs.map(statement),
    offers: actor.offers.map(statement),
  };
}

function readSimple(actor: SimpleActor, reader: MeaningReader, vectors?: Vectors): Candidate {
  const language = isLanguage(actor.language) ? actor.language : "en";
  const statement = ({ id, text, tags, sector }: SimpleStatement): ReadStatement => {
    const localized: LocalizedText = { [language]: text };
    const meaning = reader.read({ text: localized, concepts: tags ?? [], sector: sector ?? null });
    return { id, meaning, from: "", until: "", weak: false, vector: vectors?.of(text) };
  };
  return {
    id: actor.id,
    territory: actor.territory,
    kind: actor.kind,
    languages: new Set([actor.language, ...(actor.languages ?? [])]),
    consents: true,
    excluded: new Set(),
    answers: [],
    capacity: actor.capacity ?? Number.POSITIVE_INFINITY,
    openIntroductions: 0,
    needs: actor.needs.map(statement),
    offers: actor.offers.map(statement),
  };
}
