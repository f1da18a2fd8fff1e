import type { Actor } from "@milango/core/actors";
import type { Introduction } from "@milango/core/introductions";
import { Link } from "wouter";
import { useActing } from "../app/acting.tsx";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { buttonClass } from "../ui/button.tsx";
import { HoursStrip } from "./hours-strip.tsx";
import styles from "./suggestion-card.module.css";
import { Leaves } from "./suggestion-card.tsx";

/** An introduction as the inbox shows it; what can be done with it is on its own page. */
export function IntroductionCard({
  introduction,
  partner,
}: {
  readonly introduction: Introduction;
  readonly partner: Actor;
}) {
  const t = useText();
  const { actor } = useActing();
  return (
    <>
      {actor !== undefined && <Leaves own={actor} partner={partner} />}
      <div className={styles.low}>
        <section className={styles.why}>
          <h3>{t(`introductions.short.${introduction.state}`)}</h3>
          {introduction.message !== null && (
            <p>
              <LocalizedWords text={introduction.message} />
            </p>
          )}
          <Link href={`/introductions/${introduction.id}`} className={buttonClass({ look: "go" })}>
            {t("introductions.open")}
          </Link>
        </section>
        {actor !== undefined && <HoursStrip own={actor.territory} other={partner.territory} />}
      </div>
    </>
  );
}
