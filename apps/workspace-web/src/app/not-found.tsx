import { Link } from "wouter";
import { buttonClass } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { PageTitle } from "./page-title.tsx";
import styles from "./shell.module.css";
import { useText } from "./text.ts";

/** An address behind which there is nothing. */
export function NotFound() {
  const t = useText();
  return (
    <div className={styles.page}>
      <PageTitle title={t("notFound.title")} />
      <Empty
        title={t("notFound.door")}
        action={
          <Link href="/directory" className={buttonClass()}>
            {t("notFound.action")}
          </Link>
        }
      />
    </div>
  );
}
