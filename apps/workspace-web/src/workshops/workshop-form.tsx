import type { ActorId, IntroductionId } from "@milango/core/identity";
import type { Workshop, WorkshopDraft } from "@milango/core/workshops";
import { type ReactNode, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { clockAt, dateAt, instantAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Field } from "../ui/field.tsx";
import { firstBlocks } from "./first-blocks.ts";
import { suggestSlots } from "./suggest-slots.ts";
import styles from "./workshop-form.module.css";

interface WorkshopFormProps {
  /** Whose clock is typed, then whose is shown beside it. */
  readonly territories: readonly [own: string, other: string];
  readonly actorIds: readonly ActorId[];
  readonly introductionId?: IntroductionId;
  readonly suggestedTitle?: string;
  /** A start (epoch ms) the two sides agreed on already. */
  readonly agreedStart?: number | undefined;
  readonly onCreated: (workshop: Workshop) => void;
  /** More fields, before the hours. */
  readonly children?: ReactNode;
}

/** Opens a workshop: a title in one's own language, and an hour seen from both sides as it is typed. */
export function WorkshopForm({
  territories,
  actorIds,
  introductionId,
  suggestedTitle = "",
  agreedStart,
  onCreated,
  children,
}: WorkshopFormProps) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const nameOf = useTerritoryName();
  const [own, other] = territories;
  const slots = useMemo(
    () => (agreedStart === undefined ? suggestSlots(Date.now(), own, other) : [agreedStart]),
    [agreedStart, own, other],
  );
  const [title, setTitle] = useState(suggestedTitle);
  const [when, setWhen] = useState(() => wallOf(slots[0] ?? Date.now(), own));
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const startsAt = instantAt(when.date, when.time, own);
  const leaf = (territory: string, ms: number) => ({
    text: clockAt(ms, territory),
    territory: { code: territory, name: nameOf(territory) },
  });
  const dayOf = (ms: number, territory: string) =>
    intl.formatDate(`${dateAt(ms, territory)}T12:00:00Z`, {
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: "UTC",
    });

  async function create() {
    if (startsAt === undefined) return;
    setBusy(true);
    setFailure(undefined);
    const draft: WorkshopDraft = {
      title: { [locale]: title.trim() },
      startsAt: new Date(startsAt).toISOString(),
      territories: own === other ? [own] : [own, other],
      actorIds: [...actorIds],
      ...(introductionId === undefined ? {} : { introductionId }),
      blocks: firstBlocks,
    };
    try {
      onCreated(await milango.workshops.create(draft));
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
    }
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Field label={t("workshops.titleField")}>
        <input
          required
          maxLength={200}
          lang={locale}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </Field>
      {children}
      {slots.length > 0 && (
        <fieldset className={styles.slots}>
          <legend>{t("workshops.slots")}</legend>
          <ul>
            {slots.map((slot) => (
              <li key={slot}>
                <button type="button" aria-pressed={slot === startsAt} onClick={() => setWhen(wallOf(slot, own))}>
                  <span>{dayOf(slot, own)}</span>
                  <ClockPair doors own={leaf(own, slot)} other={own === other ? undefined : leaf(other, slot)} />
                </button>
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <div className={styles.when}>
        <Field label={t("workshops.date")}>
          <input
            type="date"
            required
            value={when.date}
            onChange={(event) => setWhen({ ...when, date: event.target.value })}
          />
        </Field>
        <Field label={t("workshops.time", { territory: nameOf(own) })}>
          <input
            type="time"
            required
            step={300}
            value={when.time}
            onChange={(event) => setWhen({ ...when, time: event.target.value })}
          />
        </Field>
        {own !== other && (
          <p className={styles.other} role="status">
            {startsAt !== undefined && (
              <>
                <span>{t("workshops.otherTime", { territory: nameOf(other) })}</span>
                <time>{clockAt(startsAt, other)}</time>
                {dateAt(startsAt, other) !== when.date && <span>{dayOf(startsAt, other)}</span>}
              </>
            )}
          </p>
        )}
      </div>
      {failure !== undefined && (
        <p role="alert" className={styles.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
      <div>
        <Button type="submit" look="go" disabled={busy || title.trim() === "" || startsAt === undefined}>
          {t("workshops.create")}
        </Button>
      </div>
    </form>
  );
}

function wallOf(ms: number, territory: string): { date: string; time: string } {
  return { date: dateAt(ms, territory), time: clockAt(ms, territory) };
}
