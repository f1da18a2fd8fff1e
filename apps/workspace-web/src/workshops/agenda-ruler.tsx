import type { TimedNode } from "@milango/core/workshops";
import { memo } from "react";
import { clockAt } from "../app/local-time.ts";
import { useText } from "../app/text.ts";
import { classes } from "../ui/classes.ts";
import { Icon } from "../ui/icon.tsx";
import text from "../ui/text.module.css";
import { useDesk, useScene } from "./agenda-context.ts";
import styles from "./agenda-ruler.module.css";
import type { AgendaView } from "./agenda-store.ts";
import { useBlockName } from "./block-name.ts";

const height = 418;
const least = 15;
/** Height of a line of its smallest text, in pixels. */
const line = 16;

/** The agenda to scale; under it, what has lost its place. Everything in it is also in the rows. */
export function AgendaRuler({ view: { tree, timed } }: { readonly view: AgendaView }) {
  const t = useText();
  const nameOf = useBlockName();
  const { showMove, writes } = useDesk();
  const days = timed.nodes.some(({ kind }) => kind === "day") ? timed.nodes : undefined;
  // Days stand under each other, without the nights between them.
  const stretches = days ?? [{ startsAt: timed.startsAt, endsAt: timed.endsAt, children: timed.nodes }];
  const total = stretches.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0);
  const scale = height / Math.max(1, total);
  let before = 0;
  const marks = stretches.flatMap((stretch) => {
    const from = stretch.startsAt - before;
    before += stretch.endsAt - stretch.startsAt;
    const nodes = stretch.children.length > 0 ? stretch.children : "id" in stretch ? [stretch] : [];
    return nodes.map((node) => ({ node, from }));
  });
  // An hour is written where there is room for it under the one before.
  let below = Number.NEGATIVE_INFINITY;
  const isTimed = ({ startsAt }: TimedNode, from: number) => {
    const top = (startsAt - from) * scale;
    if (top < below) return false;
    below = top + line;
    return true;
  };
  return (
    <aside className={styles.outline} aria-label={t("agenda.toScale")}>
      <h2 className={text.label}>{t("agenda.toScale")}</h2>
      <ol className={styles.ruler} style={{ height: `${height + least}px` }} aria-hidden="true">
        {marks.map(({ node, from }) => (
          <Mark key={node.id} node={node} from={from} scale={scale} hour={isTimed(node, from)} />
        ))}
      </ol>
      {tree.tray.length > 0 && (
        <>
          <h2 className={text.label}>{t("agenda.toPlace")}</h2>
          <ul className={styles.tray}>
            {tree.tray.map((node) => (
              <li key={node.id}>
                <button type="button" disabled={!writes} onClick={() => showMove([node.id])}>
                  <Icon name="tray" />
                  <span>{nameOf(node.title)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

interface MarkProps {
  readonly node: TimedNode;
  readonly from: number;
  readonly scale: number;
  /** Whether its hour stands beside it. */
  readonly hour: boolean;
}

/** Drawn anew only when its own block changes: a long agenda has hundreds. */
const Mark = memo(function Mark({ node, from, scale, hour }: MarkProps) {
  const nameOf = useBlockName();
  const { own } = useDesk();
  const { selected } = useScene();
  const box = (startsAt: number, endsAt: number) => ({
    top: `${(startsAt - from) * scale}px`,
    height: `${Math.max(least, (endsAt - startsAt) * scale - 2)}px`,
  });
  const lines = ({ startsAt, endsAt }: TimedNode) => Math.max(1, Math.floor(((endsAt - startsAt) * scale - 4) / line));
  const over = node.slack !== null && node.slack < 0 ? -node.slack : 0;
  if (node.kind === "tracks" && node.children.length > 0) {
    const width = 100 / node.children.length;
    return node.children.map((track, index) => (
      <li
        key={track.id}
        style={{
          ...box(track.startsAt, track.endsAt),
          marginLeft: `calc((100% - 44px) * ${(index * width) / 100})`,
          right: `calc((100% - 44px) * ${(100 - (index + 1) * width) / 100})`,
        }}
      >
        {index === 0 && hour && <time>{clockAt(node.startsAt, own)}</time>}
        <span style={{ WebkitLineClamp: lines(track) }}>{nameOf(track.title)}</span>
      </li>
    ));
  }
  return (
    <>
      <li
        className={classes(
          node.kind === "break" && styles.pause,
          node.id === selected && styles.now,
          node.lock !== null && styles.locked,
          over > 0 && styles.half,
        )}
        style={box(node.startsAt, node.endsAt)}
        data-category={node.category ?? undefined}
      >
        {node.kind !== "break" && hour && <time>{clockAt(node.startsAt, own)}</time>}
        <span style={{ WebkitLineClamp: lines(node) }}>{node.kind === "break" ? "" : nameOf(node.title)}</span>
      </li>
      {over > 0 && (
        <li className={styles.late} style={box(node.startsAt, node.startsAt + over * 60_000)}>
          <span>+ {over}</span>
        </li>
      )}
    </>
  );
});
