import { territoryOf } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import type { ActorId } from "@milango/core/identity";
import type { SlotsDraft } from "@milango/core/introductions";
import type { Locale } from "@milango/core/text";
import ical, { ICalCalendarMethod } from "ical-generator";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { type IntroductionRow, revise } from "./answer.ts";

type Tools = Pick<Deps, "newId" | "clock">;

/** One side says when it could meet; what was proposed or fixed before is replaced. Throws STATE_CONFLICT, INVALID_REQUEST. */
export async function proposeSlots(
  tools: Tools,
  unit: Unit,
  row: IntroductionRow,
  side: ActorId,
  { slots, minutes }: SlotsDraft,
): Promise<IntroductionRow> {
  mustBeConnected(row);
  const past = slots.findIndex((slot) => Date.parse(slot) <= tools.clock.now());
  if (past >= 0) {
    throw new MilangoError("INVALID_REQUEST", "A meeting starts in the future.", {
      fields: [{ pointer: `/body/slots/${past}`, message: "is in the past" }],
    });
  }
  const starts = slots.map((slot) => new Date(slot).toISOString()).sort();
  return revise(tools, unit, row, { slots: JSON.stringify(starts), minutes, proposed_by: side, starts_at: null });
}

/** The other side chooses one of the proposed starts. Throws STATE_CONFLICT. */
export async function chooseSlot(
  tools: Tools,
  unit: Unit,
  row: IntroductionRow,
  side: ActorId,
  startsAt: string,
): Promise<IntroductionRow> {
  mustBeConnected(row);
  const start = new Date(startsAt).toISOString();
  if (row.slots === null || !row.slots.includes(start))
    throw new MilangoError("STATE_CONFLICT", "Choose one of the starts that were proposed.");
  if (row.proposed_by === side)
    throw new MilangoError("STATE_CONFLICT", "The other side chooses; propose other starts if these no longer suit.");
  return revise(tools, unit, row, { starts_at: start });
}

function mustBeConnected(row: IntroductionRow): void {
  if (row.state !== "connected")
    throw new MilangoError("STATE_CONFLICT", `This introduction is ${row.state}; a meeting needs both sides' yes.`);
}

interface MeetingFacts {
  readonly row: IntroductionRow;
  readonly sides: readonly { readonly name: string; readonly territory: string }[];
  readonly link: string;
  readonly locale: Locale;
}

const titles: { readonly [L in Locale]: (names: string) => string } = {
  fr: (names) => `Rencontre Milango : ${names}`,
  es: (names) => `Encuentro Milango: ${names}`,
  en: (names) => `Milango meeting: ${names}`,
};

/** The meeting as a calendar file (RFC 5545), the hours of both sides in its words; nothing when no start is chosen. */
export function meetingCalendar({ row, sides, link, locale }: MeetingFacts): string | undefined {
  if (row.starts_at === null || row.minutes === null) return undefined;
  const start = row.starts_at;
  const names = sides.map(({ name }) => name).join(" – ");
  const calendar = ical({ name: "Milango", prodId: { company: "Milango", product: "Introductions" } });
  calendar.method(ICalCalendarMethod.PUBLISH);
  calendar.createEvent({
    id: `introduction-${row.id}@milango`,
    sequence: row.revision,
    stamp: row.updated_at,
    start,
    end: new Date(start.getTime() + row.minutes * 60_000),
    summary: titles[locale](names),
    description: [...bothHours(start, sides, locale), link].join("\n"),
    url: link,
  });
  return calendar.toString();
}

/** A start as the clocks of both sides show it, a line each. */
export function bothHours(start: Date, sides: readonly { readonly territory: string }[], locale: Locale): string[] {
  return sides.map(({ territory }) => {
    const place = territoryOf(territory);
    const written = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
      dateStyle: "full",
      timeStyle: "short",
      timeZone: place?.timeZone ?? "UTC",
    }).format(start);
    return `${place?.names[locale] ?? territory}: ${written}`;
  });
}
