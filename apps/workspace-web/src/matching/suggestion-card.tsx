import type { Actor } from "@milango/core/actors";
import type { QuotedReason, Suggestion } from "@milango/core/matching";
import { useState } from "react";
import { Link } from "wouter";
import { useActorLine } from "../actors/actor-line.ts";
import type { OwnActor } from "../app/acting.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { LocalizedWords, localized } from "../needs/statement-text.tsx";
import { Button } from "../ui/button.tsx";
import { Door } from "../ui/door.tsx";
import { Icon } from "../ui/icon.tsx";
import text from "../ui/text.module.css";
import { DeclineDialog } from "./decline-dialog.tsx";
import { Facts } from "./facts.tsx";
import { HoursStrip } from "./hours-strip.tsx";
import { strongest } from "./reasons.ts";
import styles from "./suggestion-card.module.css";

interface SuggestionCardProps {
  readonly suggestion: Suggestion;
  readonly own: OwnActor | undefined;
  readonly onAccepted: (answer: Suggestion) => void;
  readonly onAnswered: (sentence: string) => void;
}

/** Two leaves on one hinge: what each offers and needs, why these two, when both are at work, and the answer. */
export function SuggestionCard({ suggestion, own, onAccepted, onAnswered }: SuggestionCardProps) {
  const t = useText();
  const [declining, setDeclining] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { partner, state } = suggestion;
  const open = state === "open" || state === "later";

  function decide(decision: "accept" | "later" | "decline", reason?: string) {
    setBusy(true);
    setFailure(undefined);
    milango.suggestions.decide(suggestion.id, reason === undefined ? { decision } : { decision, reason }).then(
      (answer) => {
        if (decision === "accept") onAccepted(answer);
        else
          onAnswered(
            t(decision === "later" ? "suggestions.postponed" : "suggestions.declined", { partner: partner.name }),
          );
      },
      (problem: unknown) => {
        setBusy(false);
        setDeclining(false);
        setFailure(problem);
      },
    );
  }

  return (
    <>
      {own !== undefined && <Leaves own={own} partner={partner} />}
      <div className={styles.cross}>
        <Direction reason={strongest(suggestion.reasons, "give")} partner={partner} own={own} />
        <Direction reason={strongest(suggestion.reasons, "receive")} partner={partner} own={own} />
      </div>
      <div className={styles.low}>
        <Facts suggestion={suggestion} />
        {own !== undefined && <HoursStrip own={own.territory} other={partner.territory} />}
      </div>
      {failure !== undefined && (
        <p role="alert" className={styles.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
      <footer className={styles.actions} data-foot-bar="">
        <p>
          <Icon name="lock" />
          {t("suggestions.lock")}
        </p>
        <div>
          {open && (
            <>
              <Button disabled={busy} onClick={() => setDeclining(true)}>
                {t("suggestions.decline")}
              </Button>
              <Button disabled={busy || state === "later"} onClick={() => decide("later")}>
                {t("suggestions.later")}
              </Button>
              <Button look="go" disabled={busy} onClick={() => decide("accept")}>
                {t("suggestions.accept")}
              </Button>
            </>
          )}
          {!open && <b>{t(`suggestions.state.${state}`)}</b>}
        </div>
      </footer>
      {declining && (
        <DeclineDialog
          partner={partner.name}
          busy={busy}
          onClose={() => setDeclining(false)}
          onDecline={(reason) => decide("decline", reason)}
        />
      )}
    </>
  );
}

/** The two actors, one's own first, with the hinge between. */
export function Leaves({
  own,
  partner,
}: {
  readonly own: Pick<OwnActor, "id" | "name" | "territory">;
  readonly partner: Actor;
}) {
  const t = useText();
  const line = useActorLine();
  const nameOf = useTerritoryName();
  return (
    <header className={styles.leaves}>
      <div className={styles.leaf}>
        <Door code={own.territory} size="big" />
        <div>
          <p className={text.label}>{t("suggestions.you", { territory: nameOf(own.territory) })}</p>
          <h2>
            <Link href={`/actors/${own.id}`}>{own.name}</Link>
          </h2>
        </div>
      </div>
      <span className={styles.hinge} aria-hidden="true" />
      <div className={styles.leaf}>
        <Door code={partner.territory} size="big" />
        <div>
          <p className={text.label}>{nameOf(partner.territory)}</p>
          <h2>
            <Link href={`/actors/${partner.id}`}>{partner.name}</Link>
          </h2>
          <p className={styles.line}>{line(partner, { withTerritory: false })}</p>
        </div>
      </div>
    </header>
  );
}

interface DirectionProps {
  readonly reason: QuotedReason | undefined;
  readonly partner: Actor;
  readonly own: OwnActor | undefined;
}

/** One row across the hinge: an offer, an arrow, the need it meets. */
function Direction({ reason, partner, own }: DirectionProps) {
  const t = useText();
  if (reason === undefined) return null;
  const gives = reason.direction === "give";
  const offer = <LocalizedWords text={localized(reason.offerText)} />;
  const need = <LocalizedWords text={localized(reason.needText)} />;
  return (
    <div className={styles.direction} data-direction={reason.direction}>
      <div className={styles.quote} data-territory={own?.territory}>
        <p className={text.label}>
          {t(gives ? (reason.weak ? "suggestions.youAre" : "suggestions.youOffer") : "suggestions.youNeed")}
        </p>
        <blockquote>{gives ? offer : need}</blockquote>
      </div>
      <span className={styles.arrow}>
        <svg
          viewBox="0 0 64 20"
          role="img"
          aria-label={t(gives ? "suggestions.answersTheirs" : "suggestions.answersYours")}
        >
          <path d={gives ? "M2 10h56M50 3l8 7-8 7" : "M62 10H6M14 3l-8 7 8 7"} />
        </svg>
      </span>
      <div className={styles.quote} data-territory={partner.territory}>
        <p className={text.label}>
          {t(gives ? "suggestions.theyNeed" : reason.weak ? "suggestions.theyAre" : "suggestions.theyOffer", {
            partner: partner.name,
          })}
        </p>
        <blockquote>{gives ? need : offer}</blockquote>
      </div>
    </div>
  );
}
