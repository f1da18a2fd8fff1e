import type { TimedNode } from "@milango/core/workshops";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Hinge } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { Empty } from "../ui/empty.tsx";
import text from "../ui/text.module.css";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import { BlockRow } from "./block-row.tsx";
import { FixedStartNotice } from "./fixed-start-notice.tsx";
import { TracksRow } from "./tracks-row.tsx";

/** The column heads: whose clock is which. */
export function RowsHead() {
  const t = useText();
  const nameOf = useTerritoryName();
  const { own, other } = useDesk();
  return (
    <div className={styles.head}>
      <span className={styles.codes}>
        <b title={nameOf(own)}>
          <Door code={own} />
          {own}
        </b>
        {other !== undefined && (
          <>
            <Hinge />
            <span title={nameOf(other)}>
              <Door code={other} />
              {other}
            </span>
          </>
        )}
      </span>
      <span className={text.label}>{t("agenda.block")}</span>
      <span className={text.label}>{t("workshops.languages")}</span>
      <span className={text.label}>{t("agenda.duration")}</span>
    </div>
  );
}

/** A list of blocks in order; groups and days hold lists of their own, tracks run side by side. */
export function AgendaRows({
  nodes,
  empty = false,
}: {
  readonly nodes: readonly TimedNode[];
  readonly empty?: boolean;
}) {
  const t = useText();
  if (nodes.length === 0) return empty ? <Empty title={t("agenda.empty")}>{t("agenda.emptyHint")}</Empty> : null;
  return (
    <ol className={styles.rows}>
      {nodes.flatMap((node, index) => {
        // One flat list: a row that moves must stay the same element, or it would lose the focus and the caret.
        const before = nodes[index - 1];
        const shared = { node, index, count: nodes.length };
        return [
          node.slack !== null && node.slack !== 0 && before !== undefined && (
            <FixedStartNotice key={`${node.id} notice`} node={node} before={before} />
          ),
          node.kind === "tracks" ? <TracksRow key={node.id} {...shared} /> : <BlockRow key={node.id} {...shared} />,
          (node.kind === "group" || node.kind === "day") && node.children.length > 0 && (
            <li key={`${node.id} inside`} className={styles.inside}>
              <AgendaRows nodes={node.children} />
            </li>
          ),
        ];
      })}
    </ol>
  );
}
