import type { ActorEntry } from "@milango/core/actors";
import type { Page } from "@milango/sdk";
import { useState } from "react";
import { flushSync } from "react-dom";
import { Failure, Loading } from "../app/failure.tsx";
import { useLocale } from "../app/locale.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Empty } from "../ui/empty.tsx";
import { ActorRow } from "./actor-row.tsx";
import { DirectoryFacets } from "./directory-facets.tsx";
import { useDirectoryFilters } from "./directory-filters.ts";
import styles from "./directory-page.module.css";
import { DirectorySearch } from "./directory-search.tsx";

const pageSize = 30;

/** Who is in the network, what they look for and what they can give. */
export default function DirectoryPage() {
  const t = useText();
  const directory = useDirectoryFilters();
  const { locale } = useLocale();
  const { key, active } = directory;
  const filters = { ...directory.filters, lang: locale };
  const [filtering, setFiltering] = useState(false);
  const first = useResource(`actors ${locale} ${key}`, (signal) =>
    milango.actors.list({ ...filters, limit: pageSize }, { signal }),
  );
  const facets = useResource(`facets ${locale} ${key}`, (signal) => milango.actors.facets(filters, { signal }));
  useNews(["actors.changed", "needs.published", "needs.withdrawn", "offers.published", "offers.withdrawn"], () => {
    first.reload();
    facets.reload();
  });
  const total = facets.value?.total;
  const reached = Object.values(facets.value?.territory ?? {}).filter((count) => count > 0).length;

  return (
    <div className={styles.directory}>
      <aside className={styles.filters} aria-label={t("directory.filters")}>
        <DirectorySearch value={filters.q} onSearch={directory.search} />
        <DirectoryFacets facets={facets.value} directory={directory} />
      </aside>
      <section className={styles.list}>
        <header>
          <PageTitle title={t("directory.title")} />
          <p role="status">
            {total !== undefined &&
              (active === 0 ? t("directory.total", { total, territories: reached }) : t("directory.found", { total }))}
          </p>
          <div className={styles.phone}>
            <DirectorySearch value={filters.q} onSearch={directory.search} />
            <Button onClick={() => setFiltering(true)}>{t("directory.filter", { active })}</Button>
          </div>
        </header>
        {first.value === undefined ? (
          first.failure === undefined ? (
            <Loading />
          ) : (
            <Failure failure={first.failure} retry={first.reload} />
          )
        ) : first.value.items.length === 0 ? (
          <Empty title={t("directory.none")} action={<Button onClick={directory.clear}>{t("directory.clear")}</Button>}>
            {t("directory.noneHint")}
          </Empty>
        ) : (
          <Rows
            key={key}
            first={first.value}
            load={(cursor) => milango.actors.list({ ...filters, limit: pageSize, cursor })}
          />
        )}
      </section>
      {filtering && (
        <Dialog title={t("directory.filters")} onClose={() => setFiltering(false)}>
          <DirectoryFacets facets={facets.value} directory={directory} />
          <DialogActions>
            <Button onClick={directory.clear}>{t("directory.clear")}</Button>
            <Button look="go" onClick={() => setFiltering(false)}>
              {t("directory.show", { total: total ?? 0 })}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </div>
  );
}

/** More than this is no list to print, but a book. */
const mostPrinted = 1000;

function Rows({
  first,
  load,
}: {
  readonly first: Page<ActorEntry>;
  readonly load: (cursor: string) => Promise<Page<ActorEntry>>;
}) {
  const t = useText();
  const [more, setMore] = useState<readonly ActorEntry[]>([]);
  const [cursor, setCursor] = useState<string | null | undefined>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const next = cursor === undefined ? first.nextCursor : cursor;

  /** Reads on, to the end when `most` allows it, and shows what came. */
  async function read(most: number): Promise<boolean> {
    setBusy(true);
    setFailure(undefined);
    let rows = more;
    let at = next;
    try {
      while (at !== null && first.items.length + rows.length < most) {
        const page = await load(at);
        rows = [...rows, ...page.items];
        at = page.nextCursor;
      }
      return true;
    } catch (problem) {
      setFailure(problem);
      return false;
    } finally {
      // On the page before anything else happens: what is printed is what is there.
      flushSync(() => {
        setMore(rows);
        setCursor(at);
        setBusy(false);
      });
    }
  }

  return (
    <>
      <ol>
        {[...first.items, ...more].map((actor) => (
          <ActorRow key={actor.id} actor={actor} />
        ))}
      </ol>
      {failure !== undefined && <p role="alert">{problemSentence(failure, t)}</p>}
      <div className={styles.acts}>
        {next !== null && (
          <Button disabled={busy} onClick={() => void read(first.items.length + more.length + 1)}>
            {t("directory.more")}
          </Button>
        )}
        <Button
          look="bare"
          disabled={busy}
          onClick={() => void read(mostPrinted).then((whole) => whole && window.print())}
        >
          {t("directory.print")}
        </Button>
      </div>
    </>
  );
}
