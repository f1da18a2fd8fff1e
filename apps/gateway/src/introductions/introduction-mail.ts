import { territoryOf } from "@milango/core/actors";
import type { Thesaurus } from "@milango/core/needs/thesaurus";
import { type Locale, readText } from "@milango/core/text";
import { readContacts } from "../actors/contacts.ts";
import type { Executor } from "../database/outbox.ts";
import type { Composer, Recipient } from "../mail/post.ts";
import { quoteReasons, type Reasons } from "../matching/quote-suggestions.ts";
import { representedOf } from "../members/represented.ts";
import type { IntroductionRow } from "./answer.ts";
import { bothHours, meetingCalendar } from "./meeting.ts";

interface Words {
  readonly hello: (name: string) => string;
  readonly asked: (own: string, other: string, where: string) => readonly [subject: string, sentence: string];
  readonly connected: (own: string, other: string, where: string) => readonly [subject: string, sentence: string];
  readonly proposed: (other: string) => readonly [subject: string, sentence: string];
  readonly fixed: (other: string) => readonly [subject: string, sentence: string];
  readonly followUp: (other: string, days: number) => readonly [subject: string, sentence: string];
  readonly need: string;
  readonly offer: string;
  readonly contacts: string;
  readonly answerHere: string;
  readonly chooseHere: string;
  readonly meetHere: string;
  readonly tellHere: string;
  readonly bye: string;
}

const texts: { readonly [L in Locale]: Words } = {
  fr: {
    hello: (name) => `Bonjour ${name},`,
    asked: (own, other, where) => [
      `${other} voudrait rencontrer ${own}`,
      `${other} (${where}) voudrait rencontrer ${own}. Vos coordonnées restent cachées tant que vous n'avez pas dit oui.`,
    ],
    connected: (own, other, where) => [
      `${own} et ${other} : la porte est ouverte`,
      `Les deux côtés ont dit oui : ${own} et ${other} (${where}) peuvent se parler.`,
    ],
    proposed: (other) => [`${other} propose des dates`, `${other} propose ces moments pour une première rencontre :`],
    fixed: (other) => [`Rencontre fixée avec ${other}`, `La rencontre avec ${other} est fixée :`],
    followUp: (other, days) => [
      `${other}, ${days} jours après`,
      `Il y a ${days} jours, vous avez été mis en relation avec ${other}. Qu'est-ce que cela a donné ? Une réponse suffit, même « rien encore ».`,
    ],
    need: "Le besoin",
    offer: "L'offre",
    contacts: "Leurs coordonnées",
    answerHere: "Répondre",
    chooseHere: "Choisir",
    meetHere: "Proposer trois moments, ou ouvrir un atelier",
    tellHere: "Dire ce que cela a donné",
    bye: "Milango, le réseau de l'économie sociale et solidaire, de la Caraïbe à l'Amazonie",
  },
  es: {
    hello: (name) => `Hola, ${name}:`,
    asked: (own, other, where) => [
      `${other} quisiera conocer a ${own}`,
      `${other} (${where}) quisiera conocer a ${own}. Sus datos de contacto siguen ocultos mientras no diga que sí.`,
    ],
    connected: (own, other, where) => [
      `${own} y ${other}: la puerta está abierta`,
      `Ambos lados dijeron que sí: ${own} y ${other} (${where}) pueden hablarse.`,
    ],
    proposed: (other) => [`${other} propone fechas`, `${other} propone estos momentos para un primer encuentro:`],
    fixed: (other) => [`Encuentro fijado con ${other}`, `El encuentro con ${other} queda fijado:`],
    followUp: (other, days) => [
      `${other}, ${days} días después`,
      `Hace ${days} días se le presentó a ${other}. ¿Qué resultó? Basta una respuesta, aunque sea «todavía nada».`,
    ],
    need: "La necesidad",
    offer: "La oferta",
    contacts: "Sus datos de contacto",
    answerHere: "Responder",
    chooseHere: "Elegir",
    meetHere: "Proponer tres momentos, o abrir un taller",
    tellHere: "Contar qué resultó",
    bye: "Milango, la red de la economía social y solidaria, del Caribe a la Amazonia",
  },
  en: {
    hello: (name) => `Hello ${name},`,
    asked: (own, other, where) => [
      `${other} would like to meet ${own}`,
      `${other} (${where}) would like to meet ${own}. Your contacts stay hidden until you say yes.`,
    ],
    connected: (own, other, where) => [
      `${own} and ${other}: the door is open`,
      `Both sides said yes: ${own} and ${other} (${where}) can talk to each other.`,
    ],
    proposed: (other) => [`${other} proposes dates`, `${other} proposes these times for a first meeting:`],
    fixed: (other) => [`Meeting fixed with ${other}`, `The meeting with ${other} is fixed:`],
    followUp: (other, days) => [
      `${other}, ${days} days later`,
      `${days} days ago you were introduced to ${other}. What became of it? One answer is enough, even “nothing yet”.`,
    ],
    need: "The need",
    offer: "The offer",
    contacts: "Their contacts",
    answerHere: "Answer",
    chooseHere: "Choose",
    meetHere: "Propose three times, or open a workshop",
    tellHere: "Tell what became of it",
    bye: "Milango, the network of the social and solidarity economy, from the Caribbean to Amazonia",
  },
};

/** Mail about introductions, in the reader's language and seen from the side they stand on. */
export function introductionComposers(deps: {
  readonly thesaurus: Thesaurus;
  readonly publicUrl: string;
  readonly now: () => number;
}) {
  const link = (id: string) => `${deps.publicUrl}/introductions/${id}`;

  const introduction: Composer = async (db, to, about) => {
    const seen = await seenBy(db, to, about);
    if (seen === undefined) return undefined;
    const { row, own, other } = seen;
    const words = texts[to.locale];
    const where = placeName(other.territory, to.locale);
    if (row.state === "proposed") {
      if (row.asked_id !== own.id) return undefined;
      const [subject, sentence] = words.asked(own.name, other.name, where);
      const message = row.message === null ? [] : [quote(to.locale, readText(row.message, to.locale).text)];
      const why = await whyThey(db, deps.thesaurus, row, to.locale);
      return letter(to, subject, [
        sentence,
        ...message,
        ...why,
        `${label(to.locale, words.answerHere)}${link(row.id)}`,
      ]);
    }
    if (row.state !== "connected") return undefined;
    const [subject, sentence] = words.connected(own.name, other.name, where);
    const contacts = (await readContacts(db, other.id)).map(({ name, role, email, phone }) =>
      [name, role, email, phone].filter(Boolean).join(", "),
    );
    const why = await whyThey(db, deps.thesaurus, row, to.locale);
    return letter(to, subject, [
      sentence,
      ...(contacts.length === 0 ? [] : [`${label(to.locale, words.contacts).trimEnd()}\n${contacts.join("\n")}`]),
      ...why,
      `${label(to.locale, words.meetHere)}${link(row.id)}`,
    ]);
  };

  const meeting: Composer = async (db, to, about) => {
    const seen = await seenBy(db, to, about);
    if (seen === undefined || seen.row.slots === null) return undefined;
    const { row, own, other } = seen;
    const words = texts[to.locale];
    const sides = [own, other];
    if (row.starts_at !== null) {
      const [subject, sentence] = words.fixed(other.name);
      const calendar = meetingCalendar({ row, sides, link: link(row.id), locale: to.locale });
      const mail = letter(to, subject, [sentence, bothHours(row.starts_at, sides, to.locale).join("\n"), link(row.id)]);
      return calendar === undefined ? mail : { ...mail, calendar };
    }
    if (row.proposed_by === own.id) return undefined;
    const [subject, sentence] = words.proposed(other.name);
    const slots = seen.row.slots.map((slot) => bothHours(new Date(slot), sides, to.locale).join("\n"));
    return letter(to, subject, [sentence, ...slots, `${label(to.locale, words.chooseHere)}${link(row.id)}`]);
  };

  const followUp: Composer = async (db, to, about) => {
    const seen = await seenBy(db, to, about);
    if (seen === undefined || seen.row.state !== "connected" || seen.row.outcome !== null) return undefined;
    const { row, other } = seen;
    const words = texts[to.locale];
    const [subject, sentence] = words.followUp(other.name, row.follow_ups >= 2 ? 90 : 30);
    return letter(to, subject, [sentence, `${label(to.locale, words.tellHere)}${link(row.id)}`]);
  };

  return { introduction, meeting, followUp };
}

function letter(to: Recipient, subject: string, paragraphs: readonly string[]) {
  const words = texts[to.locale];
  return {
    // A name with a line break would begin another header.
    subject: subject.replace(/\s+/g, " "),
    text: `${[words.hello(to.name), ...paragraphs, words.bye].join("\n\n")}\n`,
  };
}

/** An introduction from the side its reader stands on; nothing when it is gone or they stand on neither any more. */
async function seenBy(db: Executor, to: Recipient, about: string | null) {
  if (about === null) return undefined;
  const row = await db
    .selectFrom("introductions")
    .selectAll()
    .where("id", "=", about as IntroductionRow["id"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const actors = await db
    .selectFrom("actors")
    .select(["id", "name", "territory"])
    .where("id", "in", [row.asking_id, row.asked_id])
    .where("deleted_at", "is", null)
    .execute();
  const own = await representedOf(db, to.id, actors);
  const other = actors.find(({ id }) => id !== own?.id);
  return own === undefined || other === undefined ? undefined : { row, own, other };
}

/** The need and the offer that brought the two together, as the suggestion of either side has them. */
async function whyThey(db: Executor, thesaurus: Thesaurus, row: IntroductionRow, locale: Locale): Promise<string[]> {
  const suggestion = await db
    .selectFrom("suggestions")
    .select("reasons")
    .where((where) =>
      where.or([
        where.and([where("actor_id", "=", row.asking_id), where("partner_id", "=", row.asked_id)]),
        where.and([where("actor_id", "=", row.asked_id), where("partner_id", "=", row.asking_id)]),
      ]),
    )
    .orderBy("score", "desc")
    .limit(1)
    .executeTakeFirst();
  if (suggestion === undefined) return [];
  const [reasons = []] = await quoteReasons(db, thesaurus, [suggestion.reasons as Reasons]);
  const first = reasons[0];
  if (first === undefined) return [];
  const words = texts[locale];
  return [
    `${label(locale, words.need)}${quote(locale, readText(first.needText, locale).text)}\n${label(locale, words.offer)}${quote(locale, readText(first.offerText, locale).text)}`,
  ];
}

function label(locale: Locale, words: string): string {
  return locale === "fr" ? `${words} : ` : `${words}: `;
}

function quote(locale: Locale, text: string): string {
  return { fr: `« ${text} »`, es: `«${text}»`, en: `“${text}”` }[locale];
}

function placeName(code: string, locale: Locale): string {
  return territoryOf(code)?.names[locale] ?? code;
}
