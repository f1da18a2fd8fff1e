import { Link } from "wouter";
import { useActing } from "../app/acting.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { useText } from "../app/text.ts";
import { LocalizedWords, localized } from "../needs/statement-text.tsx";
import { Door } from "../ui/door.tsx";
import { type Inbox, type InboxItem, type Tab, tabs } from "./inbox.ts";
import { strongest } from "./reasons.ts";
import styles from "./suggestions-page.module.css";

interface SuggestionListProps {
  readonly tab: Tab;
  readonly inbox: Inbox;
  readonly selected: InboxItem | undefined;
  readonly onChoose: (id: string) => void;
}

/** For whom, in which state, and the lines of that state. */
export function SuggestionList({ tab, inbox, selected, onChoose }: SuggestionListProps) {
  const t = useText();
  const { actor, actors, choose } = useActing();
  return (
    <section className={styles.box} aria-label={t("suggestions.title")}>
      <header>
        <PageTitle title={t("suggestions.title")} />
        {actors.length > 1 ? (
          <label className={styles.for}>
            {t("suggestions.for")}{" "}
            <select
              value={actor?.id}
              onChange={(event) => {
                const next = actors.find(({ id }) => id === event.target.value);
                if (next !== undefined) choose(next.id);
              }}
            >
              {actors.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p className={styles.for}>
            {t("suggestions.for")} {actor?.name}
          </p>
        )}
      </header>
      <nav className={styles.tabs} aria-label={t("suggestions.states")}>
        {tabs.map((one) => (
          <Link
            key={one}
            href={one === "open" ? "/suggestions" : `/suggestions?state=${one}`}
            aria-current={one === tab ? "page" : undefined}
          >
            {t(`suggestions.tab.${one}`)} <b>{inbox.counts[one]}</b>
          </Link>
        ))}
      </nav>
      <ol className={styles.lines}>
        {inbox.items[tab].map((item) => (
          <li key={item.id}>
            <button
              type="button"
              aria-current={item.id === selected?.id ? "true" : undefined}
              onClick={() => onChoose(item.id)}
            >
              <Line item={item} own={actor?.territory ?? ""} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ item, own }: { readonly item: InboxItem; readonly own: string }) {
  const t = useText();
  const partner = item.kind === "suggestion" ? item.suggestion.partner : item.partner;
  const reason = item.kind === "suggestion" ? strongest(item.suggestion.reasons) : undefined;
  return (
    <>
      <span className={styles.duo}>
        <Door code={own} />
        <Door code={partner.territory} />
      </span>
      <span className={styles.line}>
        <b>{partner.name}</b>
        <span>
          {item.kind === "introduction" && t(`introductions.short.${item.introduction.state}`)}
          {reason !== undefined && (
            <LocalizedWords text={localized(reason.direction === "receive" ? reason.offerText : reason.needText)} />
          )}
        </span>
      </span>
      {item.kind === "suggestion" && (
        <span className={styles.kind}>{t(item.suggestion.mutual ? "suggestions.mutual" : "suggestions.oneWay")}</span>
      )}
    </>
  );
}
