import { rootId, type TimedNode } from "@milango/core/workshops";
import { clockAt } from "../app/local-time.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { classes } from "../ui/classes.ts";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Icon } from "../ui/icon.tsx";
import text from "../ui/text.module.css";
import { useDesk, useScene } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import { BlockControls, DurationStepper } from "./block-controls.tsx";
import { BlockMenu } from "./block-menu.tsx";
import { useBlockName } from "./block-name.ts";
import { BlockTitle, type RowProps } from "./block-row.tsx";
import { useFreshFocus } from "./fresh-focus.ts";
import own from "./tracks-row.module.css";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Parallel tracks, one column each; the longest decides what comes after. */
export function TracksRow({ node }: RowProps) {
  const t = useText();
  const nameOf = useBlockName();
  const { acts, choose, hand, writes } = useDesk();
  const { chosen } = useScene();
  const longest = Math.max(...node.children.map((track) => track.totalMinutes));
  return (
    <li
      className={styles.tracks}
      data-node-id={node.id}
      data-kind={node.kind}
      data-parent={node.parentId ?? rootId}
      data-chosen={chosen.has(node.id) ? "" : undefined}
    >
      <div className={styles.tracksHead}>
        {writes && chosen.size === 0 && (
          <span data-grip="" className={own.grip}>
            <Icon name="grip" />
          </span>
        )}
        {chosen.size > 0 && (
          <input
            type="checkbox"
            aria-label={t("chosen.chooseTitle", { title: t("agenda.parallel") })}
            checked={chosen.has(node.id)}
            onChange={() => choose(node.id, "toggle")}
          />
        )}
        <h2>{Object.keys(node.title).length === 0 ? t("agenda.parallel") : nameOf(node.title)}</h2>
        <span>{t("agenda.parallelHint", { count: node.children.length, minutes: node.totalMinutes })}</span>
        {writes && (
          <span className={own.acts}>
            <button type="button" className={text.link} onClick={() => hand.addTrack(node.id)}>
              {t("agenda.addTrack")}
            </button>
            <BlockMenu node={node} />
          </span>
        )}
      </div>
      <div className={styles.columns}>
        {node.children.map((track, index) => (
          // A group, no landmark: several tracks rows have a first table each.
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls.
          <div
            key={track.id}
            role="group"
            aria-label={
              Object.keys(track.title).length === 0
                ? t("agenda.track", { letter: letters.charAt(index) })
                : nameOf(track.title)
            }
            className={classes(track.totalMinutes === longest && node.children.length > 1 && own.longest)}
          >
            <div className={own.trackHead}>
              <BlockTitle node={track} placeholder={t("agenda.track", { letter: letters.charAt(index) })} />
              <span>{t("agenda.minutes", { minutes: track.totalMinutes })}</span>
              {writes && <BlockMenu node={track} />}
            </div>
            <ol
              className={classes(track.children.length === 0 && own.empty)}
              data-empty-parent={track.children.length === 0 ? track.id : undefined}
            >
              {track.children.map((block, index) => (
                <TrackBlock key={block.id} node={block} index={index} count={track.children.length} />
              ))}
            </ol>
            {writes && (
              <button type="button" className={text.link} onClick={() => acts.add("block", track.id)}>
                {t("agenda.addBlock")}
              </button>
            )}
          </div>
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
  const { selected, chosen } = useScene();
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
      data-parent={node.parentId ?? rootId}
      data-chosen={chosen.has(node.id) ? "" : undefined}
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
        desk.acts.step(node.id, event.key === "ArrowUp" ? "up" : "down");
      }}
    >
      <span className={styles.subPair}>
        {chosen.size > 0 ? (
          <input
            type="checkbox"
            aria-label={t("chosen.chooseTitle", { title: nameOf(node.title) })}
            checked={chosen.has(node.id)}
            onChange={() => desk.choose(node.id, "toggle")}
          />
        ) : (
          desk.writes && (
            <span data-grip="" className={own.subGrip}>
              <Icon name="grip" />
            </span>
          )
        )}
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
