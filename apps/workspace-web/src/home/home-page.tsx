import { Link } from "wouter";
import { locales, useLocale } from "../app/locale.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { useMe } from "../app/session.tsx";
import { useText } from "../app/text.ts";
import { buttonClass } from "../ui/button.tsx";
import { classes } from "../ui/classes.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./home-page.module.css";
import { Street } from "./street.tsx";

/** The arrival page says the same in three languages at once: who arrives has not chosen one yet. */
const welcomes = {
  fr: {
    title: "Une porte s’ouvre de l’autre côté de la mer",
    text: "Associations, coopératives et services publics de dix territoires disent ce qu’ils cherchent et ce qu’ils offrent. Milango propose à qui parler, et pourquoi.",
    enter: "Entrer",
    directory: "Voir l’annuaire",
  },
  es: {
    title: "Una puerta se abre al otro lado del mar",
    text: "Asociaciones, cooperativas y entes públicos de diez territorios dicen qué buscan y qué ofrecen. Milango propone con quién hablar, y por qué.",
    enter: "Entrar",
    directory: "Ver el directorio",
  },
  en: {
    title: "A door opens on the other side of the sea",
    text: "Associations, co-operatives and public bodies of ten territories say what they need and what they offer. Milango suggests whom to talk to, and why.",
    enter: "Enter",
    directory: "See the directory",
  },
} as const;

export default function HomePage() {
  const t = useText();
  const me = useMe();
  const { choose } = useLocale();
  const inside = me === undefined ? "/sign-in" : "/workshops";
  return (
    <div className={styles.home}>
      <header className={styles.head}>
        <span className={styles.mark}>
          <Mark light="#fff" />
          <PageTitle title="Milango" />
        </span>
        <p className={styles.definition}>portes, puertas, doors</p>
        <Link href={inside} className={classes(buttonClass(), styles.enter)}>
          {me !== undefined && (
            <>
              {t("home.enter")}
              <span className={styles.wideOnly}>, {me.name}</span>
            </>
          )}
          {me === undefined && (
            <>
              {t("home.signIn")}
              <span className={styles.wideOnly}>, {t("home.signInOthers")}</span>
            </>
          )}
        </Link>
      </header>
      <main className={styles.main}>
        <Street />
        <div className={styles.three}>
          {locales.map((locale) => {
            const welcome = welcomes[locale];
            return (
              <section key={locale} lang={locale}>
                <h2>{welcome.title}</h2>
                <p>{welcome.text}</p>
                <div>
                  <Link href={inside} className={buttonClass({ look: "go" })} onClick={() => choose(locale)}>
                    {welcome.enter}
                  </Link>
                  <Link href="/directory" className={buttonClass({ look: "bare" })} onClick={() => choose(locale)}>
                    {welcome.directory}
                  </Link>
                </div>
              </section>
            );
          })}
        </div>
      </main>
    </div>
  );
}
