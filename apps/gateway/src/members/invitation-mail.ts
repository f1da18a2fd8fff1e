import { territoryOf } from "@milango/core/actors";
import type { Role } from "@milango/core/identity";
import { type Locale, readText } from "@milango/core/text";
import type { Mail } from "../mail/mailer.ts";
import type { Place } from "./places.ts";

interface Asked {
  readonly to: string;
  readonly locale: Locale;
  readonly role: Role;
  readonly place: Place;
  readonly by: string | undefined;
  readonly note: string | undefined;
  readonly link: string;
  readonly days: number;
}

const texts: {
  readonly [L in Locale]: {
    subject(by: string | undefined): string;
    body(what: string, asked: Asked): string;
    actor(name: string): string;
    workshop(name: string): string;
    network(where: string): string;
    everywhere: string;
  };
} = {
  fr: {
    subject: (by) => (by === undefined ? "Une invitation dans Milango" : `${by} vous invite dans Milango`),
    body: (what, { by, note, link, days }) =>
      `Bonjour,\n\n${by ?? "Le réseau Milango"} vous invite ${what}.\n${note === undefined ? "" : `\n${note}\n`}\nOuvrez ce lien pour accepter, dans les ${days} jours :\n${link}\n\nMilango relie les acteurs de l'économie sociale et solidaire de dix territoires, de la Caraïbe à l'Amazonie. Si vous ne connaissez pas cette personne, ne faites rien.\n`,
    actor: (name) => `à représenter « ${name} »`,
    workshop: (name) => `à l'atelier « ${name} »`,
    network: (where) => `à animer le réseau (${where})`,
    everywhere: "tous les territoires",
  },
  es: {
    subject: (by) => (by === undefined ? "Una invitación a Milango" : `${by} le invita a Milango`),
    body: (what, { by, note, link, days }) =>
      `Hola:\n\n${by ?? "La red Milango"} le invita ${what}.\n${note === undefined ? "" : `\n${note}\n`}\nAbra este enlace para aceptar, en los próximos ${days} días:\n${link}\n\nMilango une a actores de la economía social y solidaria de diez territorios, del Caribe a la Amazonia. Si no conoce a esta persona, no haga nada.\n`,
    actor: (name) => `a representar a «${name}»`,
    workshop: (name) => `al taller «${name}»`,
    network: (where) => `a animar la red (${where})`,
    everywhere: "todos los territorios",
  },
  en: {
    subject: (by) => (by === undefined ? "An invitation to Milango" : `${by} invites you to Milango`),
    body: (what, { by, note, link, days }) =>
      `Hello,\n\n${by ?? "The Milango network"} invites you ${what}.\n${note === undefined ? "" : `\n${note}\n`}\nOpen this link to accept, within ${days} days:\n${link}\n\nMilango links actors of the social and solidarity economy in ten territories, from the Caribbean to Amazonia. If you do not know this person, do nothing.\n`,
    actor: (name) => `to represent “${name}”`,
    workshop: (name) => `to the workshop “${name}”`,
    network: (where) => `to animate the network (${where})`,
    everywhere: "all territories",
  },
};

/** Asks one person in, in the language their host thinks they read. */
export function invitationMail(asked: Asked): Mail {
  const { locale, role, place } = asked;
  const text = texts[locale];
  const name = readText(place.name, locale).text;
  const where =
    role.in === "network" && role.territories !== null
      ? role.territories.map((code) => territoryOf(code)?.names[locale] ?? code).join(", ")
      : text.everywhere;
  const what =
    role.in === "actor" ? text.actor(name) : role.in === "workshop" ? text.workshop(name) : text.network(where);
  // A name with a line break would begin another header.
  return { to: asked.to, subject: text.subject(asked.by?.replace(/\s+/g, " ")), text: text.body(what, asked) };
}
