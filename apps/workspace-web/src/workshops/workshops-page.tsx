import type { Workshop } from "@milango/core/workshops";
import type { Page } from "@milango/sdk";
import { Link } from "wouter";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { useResource } from "../app/resource.ts";
import shell from "../app/shell.module.css";
import { type MessageId, useText } from "../app/text.ts";
import { buttonClass } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { WorkshopRow } from "./workshop-row.tsx";
import styles from "./workshops-page.module.css";

/** What comes next, what is being prepared, what has been. */
export default function WorkshopsPage() {
  const t = useText();
  const lists = useResource("workshops", async (signal) => {
    const [next, past] = await Promise.all(
      (["next", "past"] as const).map((when) => milango.workshops.list({ when, limit: 50 }, { signal })),
    );
    return sortWorkshops(next, past);
  });
  useNews(["workshops.changed"], lists.reload);
  const newWorkshop = (
    <Link href="/workshops/new" className={buttonClass({ look: "go" })}>
      {t("workshops.new")}
    </Link>
  );
  const empty = lists.value !== undefined && Object.values(lists.value).every((list) => list.length === 0);
  const section = (id: MessageId, workshops: readonly Workshop[]) =>
    workshops.length > 0 && (
      <section className={styles.section}>
        <h2>{t(id)}</h2>
        <ol>
          {workshops.map((workshop) => (
            <WorkshopRow key={workshop.id} workshop={workshop} />
          ))}
        </ol>
      </section>
    );
  return (
    <div className={shell.page}>
      <div className={styles.head}>
        <PageTitle title={t("nav.workshops")} />
        {!empty && newWorkshop}
      </div>
      {lists.value === undefined &&
        (lists.failure === undefined ? <Loading /> : <Failure failure={lists.failure} retry={lists.reload} />)}
      {empty && (
        <Empty title={t("workshops.none")} action={newWorkshop}>
          {t("workshops.noneHint")}
        </Empty>
      )}
      {lists.value !== undefined && (
        <>
          {section("workshops.next", lists.value.next)}
          {section("workshops.drafts", lists.value.drafts)}
          {section("workshops.past", lists.value.past)}
        </>
      )}
    </div>
  );
}

function sortWorkshops(next: Page<Workshop> | undefined, past: Page<Workshop> | undefined) {
  const ahead = next?.items ?? [];
  return {
    next: ahead.filter(({ status }) => status !== "draft"),
    drafts: ahead.filter(({ status }) => status === "draft"),
    past: past?.items ?? [],
  };
}
