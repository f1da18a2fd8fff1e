import type { TimedNode } from "@milango/core/workshops";
import { clockAt } from "../app/local-time.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { classes } from "../ui/classes.ts";
import { ClockPair } from "../ui/clock-pair.tsx";
import { useDesk, useScene } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import { BlockControls, DurationStepper } from "./block-controls.tsx";
import { useBlockName } from "./block-name.ts";
import { BlockTitle, type RowProps } from "./block-row.tsx";
import { useFreshFocus } from "./fresh-focus.ts";

/** Parallel tracks, one column each; the longest decides what comes after. */
export function TracksRow({ node }: RowProps) {
  const t = useText();
  const nameOf = useBlockName();
  const longest = Math.max(...node.children.map((track) => track.totalMinutes));
  return (
    <li className={styles.tracks} data-node-id={node.id} data-kind={node.kind}>
      <div className={styles.tracksHead}>
        <h2>{Object.keys(node.title).length === 0 ? t("agenda.parallel") : nameOf(node.title)}</h2>
        <span>{t("agenda.parallelHint", { count: node.children.length, minutes: node.totalMinutes })}</span>
      </div>
      <div className={styles.columns}>
        {node.children.map((track) => (
          <section
            key={track.id}
            aria-label={nameOf(track.title)}
            className={classes(track.totalMinutes === longest && node.children.length > 1 && styles.longest)}
          >
            <h3>
              {nameOf(track.title)} <span>{t("agenda.minutes", { minutes: track.totalMinutes })}</span>
            </h3>
            <ol>
              {track.children.map((block, index) => (
                <TrackBlock key={block.id} node={block} index={index} count={track.children.length} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </li>
  );
}

function TrackBlock({
  node,
  index,
  count,
}: {
  readonly node: TimedNode;
  readonly index: number;
  readonly count: number;
}) {
  const t = useText();
  const nameOf = useBlockName();
  const territoryName = useTerritoryName();
  const desk = useDesk();
  const { selected } = useScene();
  const current = selected === node.id;
  const line = useFreshFocus(node.id);
  const leaf = (code: string) => ({
    text: clockAt(node.startsAt, code),
    territory: { code, name: territoryName(code) },
  });
  return (
    <li
      ref={line}
      className={styles.sub}
      data-node-id={node.id}
      data-kind={node.kind}
      aria-current={current ? "true" : undefined}
      aria-label={t("agenda.rowLabel", { title: nameOf(node.title), position: index + 1, count })}
      onFocus={() => {
        if (!current) desk.select(node.id);
      }}
      onClick={() => {
        if (!current) desk.select(node.id);
      }}
      onKeyDown={(event) => {
        if (!desk.writes || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        desk.step(node.id, event.key === "ArrowUp" ? "up" : "down");
      }}
    >
      <span className={styles.subPair}>
        <ClockPair own={leaf(desk.own)} other={desk.other === undefined ? undefined : leaf(desk.other)} />
      </span>
      <div>
        <BlockTitle node={node} />
        {!(current && desk.writes) && (
          <p className={styles.subMinutes}>{t("agenda.minutes", { minutes: node.totalMinutes })}</p>
        )}
        {current && desk.writes && (
          <div className={styles.subControls}>
            <DurationStepper node={node} />
            <BlockControls node={node} />
          </div>
        )}
      </div>
    </li>
  );
}
