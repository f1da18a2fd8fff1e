import type { Introduction } from "@milango/core/introductions";
import { useState } from "react";
import { useIntl } from "react-intl";
import { clockAt, dateAt, instantAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { useNow } from "../app/now.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Field } from "../ui/field.tsx";
import { suggestSlots } from "../workshops/suggest-slots.ts";
import section from "./introduction-page.module.css";
import styles from "./meeting-plan.module.css";

type Side = Introduction["sides"][number];
interface MeetingPlanProps {
  readonly introduction: Introduction;
  readonly own: Side;
  readonly other: Side;
  readonly onChange: (introduction: Introduction) => void;
}

/** When the two sides meet: three times proposed inside both working days, one chosen by the other, then a calendar file. */
export function MeetingPlan({ introduction, own, other, onChange }: MeetingPlanProps) {
  const t = useText();
  const { locale } = useLocale();
  const [again, setAgain] = useState(false);
  const { meeting } = introduction;
  const places = [own.actor.territory, other.actor.territory] as const;
  const changed = (after: Introduction) => {
    setAgain(false);
    onChange(after);
  };
  const asks = meeting === null || again;
  return (
    <section className={section.section}>
      <h2>{t("meeting.title")}</h2>
      {meeting !== null && meeting.startsAt !== null && !again && (
        <>
          <p>{t("meeting.fixed", { minutes: meeting.minutes })}</p>
          <Slot at={Date.parse(meeting.startsAt)} places={places} />
          <div className={styles.buttons}>
            <a
              className={buttonClass({ look: "go" })}
              href={`/api/v1/introductions/${introduction.id}/meeting.ics?lang=${locale}`}
              download="milango.ics"
            >
              {t("meeting.calendar")}
            </a>
            <Button look="bare" onClick={() => setAgain(true)}>
              {t("meeting.others")}
            </Button>
          </div>
        </>
      )}
      {meeting !== null && meeting.startsAt === null && !again && (
        <Choice
          introduction={introduction}
          own={own}
          other={other}
          onChange={changed}
          places={places}
          onOthers={() => setAgain(true)}
        />
      )}
      {asks && <Proposal introduction={introduction} own={own} other={other} onChange={changed} places={places} />}
    </section>
  );
}

interface PlacesProps extends MeetingPlanProps {
  readonly places: readonly [string, string];
}

/** Times that wait to be chosen: by oneself, or by the other side. */
function Choice({
  introduction,
  own,
  other,
  onChange,
  places,
  onOthers,
}: PlacesProps & { readonly onOthers: () => void }) {
  const t = useText();
  const [failure, setFailure] = useState<unknown>();
  const { meeting } = introduction;
  if (meeting === null) return null;
  const mine = meeting.proposedBy === own.actor.id;
  return (
    <>
      <p>{t(mine ? "meeting.waiting" : "meeting.choose", { other: other.actor.name, minutes: meeting.minutes })}</p>
      <ul className={styles.slots}>
        {meeting.slots.map((slot) => (
          <li key={slot}>
            <Slot at={Date.parse(slot)} places={places} />
            {!mine && (
              <Button
                size="small"
                onClick={() =>
                  void milango.introductions
                    .chooseSlot(introduction.id, { actorId: own.actor.id, startsAt: slot })
                    .then(onChange, setFailure)
                }
              >
                {t("meeting.take")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {failure !== undefined && (
        <p role="alert" className={section.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
      <Button look="bare" onClick={onOthers}>
        {t(mine ? "meeting.changeMine" : "meeting.noneSuits")}
      </Button>
    </>
  );
}

/** Three times to start from, each to be changed; typed in one's own hours, seen in the other's too. */
function Proposal({ introduction, own, onChange, places }: PlacesProps) {
  const t = useText();
  const nameOf = useTerritoryName();
  const now = useNow();
  const [mine, theirs] = places;
  const [starts, setStarts] = useState(() => {
    const found = suggestSlots(now, mine, theirs);
    // Where the working days never meet, three mornings are a beginning.
    const usual = [7, 8, 9].map((ahead) => instantAt(dateAt(now + ahead * 86_400_000, mine), "10:00", mine) ?? now);
    return (found.length > 0 ? found : usual).map((at) => ({ date: dateAt(at, mine), time: clockAt(at, mine) }));
  });
  const [minutes, setMinutes] = useState(45);
  const [failure, setFailure] = useState<unknown>();
  const instants = starts.map(({ date, time }) => instantAt(date, time, mine));
  const good = instants.filter((at): at is number => at !== undefined && at > now);
  const change = (index: number, part: Partial<{ date: string; time: string }>) =>
    setStarts(starts.map((start, at) => (at === index ? { ...start, ...part } : start)));
  return (
    <form
      className={styles.proposal}
      onSubmit={(event) => {
        event.preventDefault();
        const slots = [...new Set(good)].map((at) => new Date(at).toISOString());
        milango.introductions
          .proposeSlots(introduction.id, { actorId: own.actor.id, slots, minutes })
          .then(onChange, setFailure);
      }}
    >
      <p>{t("meeting.hint", { territory: nameOf(mine) })}</p>
      <ol className={styles.slots}>
        {starts.map((start, index) => {
          const at = instants[index];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: three places, which never move.
            <li key={index}>
              <input
                type="date"
                required
                aria-label={t("meeting.date", { number: index + 1 })}
                value={start.date}
                onChange={(event) => change(index, { date: event.target.value })}
              />
              <input
                type="time"
                step={900}
                required
                aria-label={t("meeting.time", { number: index + 1, territory: nameOf(mine) })}
                value={start.time}
                onChange={(event) => change(index, { time: event.target.value })}
              />
              {at !== undefined && <Slot at={at} places={places} />}
            </li>
          );
        })}
      </ol>
      <Field label={t("meeting.minutes")}>
        <select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
          {[30, 45, 60, 90].map((each) => (
            <option key={each} value={each}>
              {each} min
            </option>
          ))}
        </select>
      </Field>
      {failure !== undefined && (
        <p role="alert" className={section.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
      <div>
        <Button type="submit" look="go" disabled={good.length === 0}>
          {t("meeting.propose", { count: good.length })}
        </Button>
      </div>
    </form>
  );
}

/** One start on the clocks of both sides. */
function Slot({ at, places: [mine, theirs] }: { readonly at: number; readonly places: readonly [string, string] }) {
  const nameOf = useTerritoryName();
  const intl = useIntl();
  const day = (territory: string) =>
    intl.formatDate(`${dateAt(at, territory)}T12:00:00Z`, {
      weekday: "short",
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
  const clock = (code: string) => ({
    text: `${day(code)}, ${clockAt(at, code)}`,
    territory: { code, name: nameOf(code) },
  });
  return (
    <span className={styles.slot}>
      <ClockPair doors own={clock(mine)} other={clock(theirs)} />
    </span>
  );
}
