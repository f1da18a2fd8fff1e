import styles from "./language-switch.module.css";
import { locales, useLocale } from "./locale.tsx";
import { milango } from "./milango.ts";
import { useSession } from "./session.tsx";
import { useText } from "./text.ts";

const names = { fr: "Français", es: "Español", en: "English" } as const;

/** FR ES EN, each named in its own language. A signed-in person's choice is kept with them. */
export function LanguageSwitch() {
  const t = useText();
  const { locale, choose } = useLocale();
  const { session, update } = useSession();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form around three buttons.
    <div className={styles.switch} role="group" aria-label={t("app.language")}>
      {locales.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={one === locale}
          aria-label={`${one.toUpperCase()}, ${names[one]}`}
          onClick={() => {
            choose(one);
            if (session.state === "person" && session.me.language !== one) {
              // The page has already changed; that the server did not hear of it costs nothing today.
              milango.identity.update({ language: one }).then(update, () => undefined);
            }
          }}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
