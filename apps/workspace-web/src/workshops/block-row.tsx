import { isBlockCategory, rootId, type TimedNode, titleText } from "@milango/core/workshops";
import { memo } from "react";
import { clockAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { LocalizedWords } from "../needs/statement-text.tsx";
import { classes } from "../ui/classes.ts";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Door } from "../ui/door.tsx";
import { Icon } from "../ui/icon.tsx";
import { PersonArch } from "../ui/person-arch.tsx";
import { useDesk, useScene } from "./agenda-context.ts";
import { useAgendaRecord } from "./agenda-record.tsx";
import styles from "./agenda-rows.module.css";
import { BlockControls, DurationStepper, QuietMoves } from "./block-controls.tsx";
import { BlockLanguages } from "./block-languages.tsx";
import { useBlockName } from "./block-name.ts";
import { CategoryMark } from "./category-mark.tsx";
import { useFreshFocus } from "./fresh-focus.ts";
import { sayWhere } from "./presence.ts";
import { useDate } from "./use-date.ts";
import { YTextArea } from "./y-text-area.tsx";

export interface RowProps {
  readonly node: TimedNode;
  readonly index: number;
  readonly count: number;
}

/** One line: who is in it, both hours, the title to write in, languages and minutes; the selected one has its controls. */
export function BlockRow(props: RowProps) {
  const { selected, chosen, guests } = useScene();
  const inside = guests.filter(({ block }) => block === props.node.id);
  return (
    <Row
      {...props}
      current={selected === props.node.id}
      chosen={chosen.size === 0 ? undefined : chosen.has(props.node.id)}
      guest={inside[0]?.name}
      guestTerritory={inside[0]?.territory ?? null}
      guestWriting={inside[0]?.writing === true}
    />
  );
}

interface DrawnRowProps extends RowProps {
  readonly current: boolean;
  /** Whether it is chosen with others; nothing while none is. */
  readonly chosen: boolean | undefined;
  readonly guest: string | undefined;
  readonly guestTerritory: string | null;
  readonly guestWriting: boolean;
}

const Row = memo(function Row(props: DrawnRowProps) {
  const { node, index, count, current, chosen, guest, guestTerritory, guestWriting } = props;
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
  const date = useDate()(node.startsAt, own);

  return (
    <li
      ref={line}
      className={classes(styles.row, node.kind === "break" && styles.break, held && styles.group)}
      data-node-id={node.id}
      data-kind={node.kind}
      data-parent={node.parentId ?? rootId}
      data-chosen={chosen === true ? "" : undefined}
      aria-current={current ? "true" : undefined}
      aria-label={t("agenda.rowLabel", { title: nameOf(node.title), position: index + 1, count })}
      onFocus={() => {
        if (!current) desk.select(node.id);
      }}
      onClick={() => {
        if (!current) desk.select(node.id);
      }}
      onMouseDown={(event) => {
        // With Shift or Ctrl a press chooses, wherever on the row; the field under it stays as it is.
        const how = event.shiftKey ? "through" : event.ctrlKey || event.metaKey ? "toggle" : undefined;
        if (how === undefined || event.button !== 0) return;
        event.preventDefault();
        desk.choose(node.id, how);
      }}
      onKeyDown={(event) => {
        if (!writes || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        desk.acts.step(node.id, event.key === "ArrowUp" ? "up" : "down");
      }}
    >
      <span className={styles.grip}>
        {chosen !== undefined ? (
          <input
            type="checkbox"
            aria-label={t("chosen.chooseTitle", { title: nameOf(node.title) })}
            checked={chosen}
            onChange={() => desk.choose(node.id, "toggle")}
          />
        ) : guest === undefined ? (
          <span data-grip={writes ? "" : undefined}>
            <Icon name="grip" />
          </span>
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
        <BlockTitle
          node={node}
          placeholder={node.kind === "day" ? date : node.kind === "group" ? t("agenda.group") : undefined}
        />
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
export function BlockTitle({
  node,
  placeholder,
}: {
  readonly node: Pick<TimedNode, "id" | "title">;
  /** What it is called while nobody has named it. */
  readonly placeholder?: string | undefined;
}) {
  const t = useText();
  const nameOf = useBlockName();
  const { locale } = useLocale();
  const { hand, live, writes } = useDesk();
  const name = Object.keys(node.title).length === 0 && placeholder !== undefined ? placeholder : nameOf(node.title);
  if (!writes) return <h2>{name}</h2>;
  return (
    <YTextArea
      className={styles.title}
      text={titleText(hand.editing.doc, node.id, locale)}
      origin={hand.editing.origin}
      lang={locale}
      maxLength={300}
      aria-label={t("agenda.titleField")}
      placeholder={name}
      onFocus={() => {
        hand.newStep();
        sayWhere(live.awareness, { block: node.id, field: "title", language: locale });
      }}
      onBlur={() => sayWhere(live.awareness, { block: node.id, field: null, language: null })}
    />
  );
}

/** What is fixed of it, what kind of work it is, who takes part, and what it serves. */
function BlockPeople({ node }: { readonly node: TimedNode }) {
  const t = useText();
  const { workshop } = useDesk();
  const { people, statements } = useAgendaRecord();
  const actors = node.actors.flatMap(({ id }) => workshop.participants.find((one) => one.id === id) ?? []);
  const leads = node.people.flatMap(({ id }) => people.get(id) ?? []);
  const links = node.links.flatMap(({ id }) => statements.get(id) ?? []);
  const category = isBlockCategory(node.category) ? node.category : undefined;
  if (actors.length + leads.length + links.length === 0 && node.lock === null && category === undefined) return null;
  return (
    <p className={styles.who}>
      {node.lock !== null && (
        <span className={styles.fixed}>
          <Icon name="bolt" />
          {t("agenda.fixed")}
        </span>
      )}
      {category !== undefined && (
        <span>
          <CategoryMark category={category} />
          {t(`purpose.${category}`)}
        </span>
      )}
      {[...leads, ...actors].map(({ id, name, territory }) => (
        <span key={id}>
          {territory !== null && <Door code={territory} />}
          {name}
        </span>
      ))}
      {links.map(({ statement }) => (
        <span key={statement.id} className={styles.link}>
          <Icon name="swap" />
          <span>
            <LocalizedWords text={statement.text} />
          </span>
        </span>
      ))}
    </p>
  );
}
