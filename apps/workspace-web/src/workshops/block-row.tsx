import { type TimedNode, titleText } from "@milango/core/workshops";
import { memo } from "react";
import { clockAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { classes } from "../ui/classes.ts";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { Icon } from "../ui/icon.tsx";
import { PersonArch } from "../ui/person-arch.tsx";
import { useDesk, useScene } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import { BlockControls, DurationStepper, QuietMoves } from "./block-controls.tsx";
import { BlockLanguages } from "./block-languages.tsx";
import { useBlockName } from "./block-name.ts";
import { useFreshFocus } from "./fresh-focus.ts";
import { sayWhere } from "./presence.ts";
import { YTextArea } from "./y-text-area.tsx";

export interface RowProps {
  readonly node: TimedNode;
  readonly index: number;
  readonly count: number;
}

/** One line: who is in it, both hours, the title to write in, languages and minutes; the selected one has its controls. */
export function BlockRow(props: RowProps) {
  const { selected, guests } = useScene();
  const inside = guests.filter(({ block }) => block === props.node.id);
  return (
    <Row
      {...props}
      current={selected === props.node.id}
      guest={inside[0]?.name}
      guestTerritory={inside[0]?.territory ?? null}
      guestWriting={inside[0]?.writing === true}
    />
  );
}

interface DrawnRowProps extends RowProps {
  readonly current: boolean;
  readonly guest: string | undefined;
  readonly guestTerritory: string | null;
  readonly guestWriting: boolean;
}

const Row = memo(function Row({ node, index, count, current, guest, guestTerritory, guestWriting }: DrawnRowProps) {
  const t = useText();
  const nameOf = useBlockName();
  const territoryName = useTerritoryName();
  const desk = useDesk();
  const { writes, own, other } = desk;
  const line = useFreshFocus(node.id);
  const held = node.kind === "group" || node.kind === "day";
  const leaf = (code: string) => ({
    text: clockAt(node.startsAt, code),
    territory: { code, name: territoryName(code) },
  });

  return (
    <li
      ref={line}
      className={classes(styles.row, node.kind === "break" && styles.break, held && styles.group)}
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
        if (!writes || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        desk.step(node.id, event.key === "ArrowUp" ? "up" : "down");
      }}
    >
      <span className={styles.grip}>
        {guest === undefined ? (
          <Icon name="grip" />
        ) : (
          <PersonArch
            name={guest}
            territory={guestTerritory}
            label={t(guestWriting ? "agenda.writesHere" : "agenda.readsHere", { name: guest })}
          />
        )}
      </span>
      <span className={styles.pair}>
        <ClockPair own={leaf(own)} other={other === undefined ? undefined : leaf(other)} />
      </span>
      <div className={styles.what}>
        <BlockTitle node={node} />
        <BlockPeople node={node} />
      </div>
      {node.kind === "break" ? (
        <span className={styles.languages} />
      ) : (
        <BlockLanguages node={node} className={styles.languages} />
      )}
      {current && writes && !held ? (
        <DurationStepper node={node} />
      ) : (
        <span className={styles.minutes}>{t("agenda.minutes", { minutes: node.totalMinutes })}</span>
      )}
      {writes && (current ? <BlockControls node={node} /> : <QuietMoves node={node} />)}
    </li>
  );
});

/** The title in the reader's language, to write in; what another language says shows through while it is empty. */
export function BlockTitle({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const nameOf = useBlockName();
  const { locale } = useLocale();
  const { hand, live, writes } = useDesk();
  if (!writes) return <h2>{nameOf(node.title)}</h2>;
  return (
    <YTextArea
      className={styles.title}
      text={titleText(hand.editing.doc, node.id, locale)}
      origin={hand.editing.origin}
      lang={locale}
      maxLength={300}
      aria-label={t("agenda.titleField")}
      placeholder={nameOf(node.title)}
      onFocus={() => {
        hand.newStep();
        sayWhere(live.awareness, { block: node.id, field: "title", language: locale });
      }}
      onBlur={() => sayWhere(live.awareness, { block: node.id, field: null, language: null })}
    />
  );
}

function BlockPeople({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { workshop } = useDesk();
  const actors = node.actors.flatMap(({ id }) => workshop.participants.find((one) => one.id === id) ?? []);
  if (actors.length === 0 && node.lock === null) return null;
  return (
    <p className={styles.who}>
      {node.lock !== null && (
        <span className={styles.fixed}>
          <Icon name="bolt" />
          {t("agenda.fixed")}
        </span>
      )}
      {actors.map(({ id, name, territory }) => (
        <span key={id}>
          <Door code={territory} />
          {name}
        </span>
      ))}
    </p>
  );
}
