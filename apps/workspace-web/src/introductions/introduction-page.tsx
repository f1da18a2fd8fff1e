import type { IntroductionId } from "@milango/core/identity";
import type { Introduction } from "@milango/core/introductions";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { type OwnActor, useActing } from "../app/acting.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import shell from "../app/shell.module.css";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { WorkshopForm } from "../workshops/workshop-form.tsx";
import styles from "./introduction-page.module.css";
import { MeetingPlan } from "./meeting-plan.tsx";
import { OutcomeForm } from "./outcome-form.tsx";
import { Side } from "./side.tsx";
import { useStateSentence } from "./state-sentence.ts";

/** A double opt-in meeting: where it stands, both sides, and what can be done next. */
export default function IntroductionPage({ id }: { readonly id: string }) {
  const introductionId = id as IntroductionId;
  const read = useResource(`introduction ${id}`, (signal) => milango.introductions.get(introductionId, { signal }));
  useNews(["introductions.changed"], (event) => {
    if (event.name === "introductions.changed" && event.body.introductionId === introductionId) read.reload();
  });
  if (read.value !== undefined) return <Meeting introduction={read.value} onChange={read.replace} />;
  return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
}

interface MeetingProps {
  readonly introduction: Introduction;
  readonly onChange: (introduction: Introduction) => void;
}

function Meeting({ introduction, onChange }: MeetingProps) {
  const t = useText();
  const { actor, actors } = useActing();
  const [, navigate] = useLocation();
  const sentence = useStateSentence();
  const mine = ownSide(introduction, actor, actors);
  const own = introduction.sides[mine];
  const other = introduction.sides[mine === 0 ? 1 : 0];
  const { state, workshopId } = introduction;
  const agreed = introduction.meeting?.startsAt;
  const agreedStart = agreed == null ? undefined : Date.parse(agreed);
  const workshopTerritories = [own.actor.territory, other.actor.territory] as const;
  return (
    <div className={shell.page}>
      <PageTitle
        title={t("introductions.title", { own: own.actor.name, other: other.actor.name })}
        className={styles.title}
      />
      <p className={styles.state} data-state={state} role="status">
        {sentence(introduction, own, other)}
      </p>
      {introduction.message !== null && (
        <blockquote className={styles.message}>
          <LocalizedWords text={introduction.message} />
        </blockquote>
      )}
      <div className={styles.sides}>
        <Side side={own} label={t("introductions.us")} />
        <span className={styles.hinge} aria-hidden="true" />
        <Side side={other} label={t("introductions.them")} />
      </div>
      {state === "proposed" && <Answer introduction={introduction} own={own} onChange={onChange} />}
      {state === "connected" && <MeetingPlan introduction={introduction} own={own} other={other} onChange={onChange} />}
      {workshopId !== null && (
        <section className={styles.section}>
          <h2>{t("introductions.workshop")}</h2>
          <p>{t("introductions.workshopOpen")}</p>
          <Link href={`/workshops/${workshopId}`} className={buttonClass({ look: "go" })}>
            {t("introductions.toWorkshop")}
          </Link>
        </section>
      )}
      {state === "connected" && workshopId === null && (
        <section className={styles.section}>
          <h2>{t("introductions.openWorkshop")}</h2>
          <p>{t("introductions.openWorkshopHint")}</p>
          <WorkshopForm
            key={agreedStart}
            agreedStart={agreedStart}
            territories={workshopTerritories}
            actorIds={[own.actor.id, other.actor.id]}
            introductionId={introduction.id}
            suggestedTitle={`${own.actor.name} – ${other.actor.name}`}
            onCreated={(workshop) => navigate(`/workshops/${workshop.id}`)}
          />
        </section>
      )}
      {(state === "connected" || state === "concluded") && (
        <OutcomeForm introduction={introduction} onChange={onChange} />
      )}
    </div>
  );
}

function Answer({ introduction, own, onChange }: MeetingProps & { readonly own: Introduction["sides"][number] }) {
  const t = useText();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const asked = own.acceptedAt === null;
  const answer = (act: "accept" | "decline" | "withdraw") => () => {
    setBusy(true);
    milango.introductions[act](introduction.id, own.actor.id)
      .then(onChange, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <div className={styles.answer}>
      {failure !== undefined && (
        <p role="alert" className={styles.problem}>
          {problemSentence(failure, t)}
        </p>
      )}
      {asked ? (
        <>
          <Button look="go" disabled={busy} onClick={answer("accept")}>
            {t("introductions.accept")}
          </Button>
          <Button disabled={busy} onClick={answer("decline")}>
            {t("introductions.decline")}
          </Button>
        </>
      ) : (
        <Button disabled={busy} onClick={answer("withdraw")}>
          {t("introductions.withdraw")}
        </Button>
      )}
    </div>
  );
}

/** The side one stands on: that of the actor one acts for, else of any actor of one's own, else the first. */
function ownSide({ sides }: Introduction, acting: OwnActor | undefined, actors: readonly OwnActor[]): 0 | 1 {
  if (sides[0].actor.id === acting?.id) return 0;
  if (sides[1].actor.id === acting?.id) return 1;
  const own = new Set<string>(actors.map(({ id }) => id));
  return !own.has(sides[0].actor.id) && own.has(sides[1].actor.id) ? 1 : 0;
}
