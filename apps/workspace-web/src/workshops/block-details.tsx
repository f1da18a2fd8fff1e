import type { Language } from "@milango/core/text";
import { setActor, setLock, setTranslation, sourceHash, type TimedNode, titleText } from "@milango/core/workshops";
import { useIntl } from "react-intl";
import { clockAt, dateAt, instantAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { classes } from "../ui/classes.ts";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { inputClass } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import { useDesk } from "./agenda-context.ts";
import { BlockNotes } from "./agenda-notes.tsx";
import { BlockComments } from "./block-comments.tsx";
import styles from "./block-details.module.css";
import { languageState, shownLanguages } from "./block-languages.tsx";
import { CategoryField, LinksField, OutcomeFields, PeopleField } from "./block-purpose.tsx";
import { BlockBody } from "./long-text/block-body.tsx";
import { sayWhere } from "./presence.ts";
import { YTextArea } from "./y-text-area.tsx";

/** All of a block: its hours, its title side by side in every language, its fixed start, who takes part. */
export default function BlockDetails({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const nameOf = useTerritoryName();
  const { hand, writes, own, other, workshop } = useDesk();
  const pair = (ms: number) => {
    const leaf = (code: string) => ({ text: clockAt(ms, code), territory: { code, name: nameOf(code) } });
    return <ClockPair size="text" own={leaf(own)} other={other === undefined ? undefined : leaf(other)} />;
  };
  return (
    <div className={styles.details}>
      <p className={styles.when}>
        {pair(node.startsAt)} <span>{t("agenda.until")}</span> {pair(node.endsAt)}
      </p>
      <div className={styles.titles}>
        {shownLanguages(node).map((code) => (
          <TitleIn key={code} node={node} code={code} />
        ))}
      </div>
      {writes && (
        <div className={styles.fixed}>
          <label>
            <input
              type="checkbox"
              checked={node.lock !== null}
              onChange={(event) => {
                hand.newStep();
                setLock(hand.editing, node.id, event.target.checked ? node.startsAt : undefined);
              }}
            />
            {t("agenda.fixed")}
          </label>
          {node.lock !== null && node.kind === "day" && (
            <input
              type="date"
              className={inputClass}
              aria-label={t("agenda.fixedOn", { territory: nameOf(own) })}
              value={dateAt(node.lock, own)}
              onChange={(event) => {
                const lock = instantAt(event.target.value, clockAt(node.startsAt, own), own);
                if (lock !== undefined) setLock(hand.editing, node.id, lock);
              }}
            />
          )}
          {node.lock !== null && (
            <input
              type="time"
              step={300}
              className={inputClass}
              aria-label={t("agenda.fixedAt", { territory: nameOf(own) })}
              value={clockAt(node.lock, own)}
              onChange={(event) => {
                const lock = instantAt(dateAt(node.startsAt, own), event.target.value, own);
                if (lock !== undefined) setLock(hand.editing, node.id, lock);
              }}
            />
          )}
        </div>
      )}
      {node.kind !== "break" && <CategoryField node={node} />}
      <PeopleField node={node} />
      {workshop.participants.length > 0 && (
        <fieldset className={styles.actors} disabled={!writes}>
          <legend className={text.label}>{t("agenda.actors")}</legend>
          {workshop.participants.map(({ id, name, territory }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={node.actors.some((actor) => actor.id === id)}
                onChange={(event) => {
                  hand.newStep();
                  setActor(hand.editing, node.id, id, event.target.checked ? { role: "lead", territory } : undefined);
                }}
              />
              <Door code={territory} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <LinksField node={node} />
      <OutcomeFields node={node} />
      <BlockNotes blockId={node.id} />
      <BlockComments blockId={node.id} />
    </div>
  );
}

/** The title and the long text in one language, with what is known of their age. */
function TitleIn({ node, code }: { readonly node: TimedNode; readonly code: Language }) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useLocale();
  const { hand, live, writes } = useDesk();
  const { doc } = hand.editing;
  const state = languageState(node, code);
  const translation = node.translations.find(({ language }) => language === code);
  const nameOf = (language: string) => intl.formatDisplayName(language, { type: "language" }) ?? language;

  const leave = () => {
    const written = titleText(doc, node.id, code).toString().trim() !== "" || node.bodies[code] !== undefined;
    const fromOwn = node.title[locale] !== undefined || node.bodies[locale] !== undefined;
    if (code !== locale && written && fromOwn && translation === undefined) remember("draft", locale);
  };
  /** What is written beside one's own language is taken for its translation as it reads now. */
  const remember = (status: "draft" | "checked", from: Language) =>
    setTranslation(hand.editing, node.id, code, { from, sourceHash: sourceHash(doc, node.id, from), status });

  return (
    <div className={classes(styles.title, state === "stale" && styles.stale)}>
      <span aria-hidden="true">{code.toUpperCase()}</span>
      {writes ? (
        <YTextArea
          className={styles.field}
          text={titleText(doc, node.id, code)}
          origin={hand.editing.origin}
          lang={code}
          maxLength={300}
          aria-label={t("agenda.titleIn", { language: nameOf(code) })}
          onFocus={() => {
            hand.newStep();
            sayWhere(live.awareness, { block: node.id, field: "title", language: code });
          }}
          onBlur={() => {
            sayWhere(live.awareness, { block: node.id, field: null, language: null });
            leave();
          }}
        />
      ) : (
        <p lang={code}>{node.title[code] ?? "–"}</p>
      )}
      {state === "stale" && translation !== undefined && (
        <em>
          {t("agenda.stale", { language: nameOf(translation.from) })}{" "}
          {writes && (
            <button type="button" className={text.link} onClick={() => remember("checked", translation.from)}>
              {t("agenda.reread")}
            </button>
          )}
        </em>
      )}
      <div className={styles.body}>
        <BlockBody node={node} code={code} onLeave={leave} />
      </div>
    </div>
  );
}
