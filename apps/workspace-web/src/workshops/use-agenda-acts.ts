import { type CopiedNode, copyNodes, type Place, type TimedNode } from "@milango/core/workshops";
import { useMemo } from "react";
import { flushSync } from "react-dom";
import { useAnnounce } from "../app/announcer.tsx";
import { clockAt } from "../app/local-time.ts";
import { useLocale } from "../app/locale.tsx";
import { useText } from "../app/text.ts";
import type { AgendaHand } from "./agenda-hand.ts";
import { type AgendaStore, findNode } from "./agenda-store.ts";
import { useBlockName, useWhereabouts } from "./block-name.ts";
import { keepCopied } from "./copied-blocks.ts";

interface ActsDeps {
  readonly hand: AgendaHand;
  readonly store: AgendaStore;
  readonly own: string;
  readonly other: string | undefined;
  readonly select: (id: string | undefined) => void;
  /** Asks for the focus in the title of a block that was just added. */
  readonly fresh: { current: string | undefined };
}

/** What one does to blocks from a row, a menu or a key, each said aloud and taken back by one press. */
export type AgendaActs = ReturnType<typeof useAgendaActs>;

export function useAgendaActs({ hand, store, own, other, select, fresh }: ActsDeps) {
  const t = useText();
  const announce = useAnnounce();
  const { locale } = useLocale();
  const nameOf = useBlockName();
  const whereabouts = useWhereabouts(own, other);
  return useMemo(() => {
    const find = (id: string) => findNode(store.get().timed.nodes, id);
    const undo = { label: t("agenda.undo"), act: () => void hand.undo.undo() };
    const sayPlace = (id: string, quiet: boolean) => {
      const found = find(id);
      if (found !== undefined) announce({ ...whereabouts(found), quiet, ...(quiet ? {} : { action: undo }) });
    };
    /** Blocks as lines: hours here and there, the title, the minutes. */
    const say = (nodes: readonly TimedNode[], depth = 0): string =>
      nodes
        .map((node) => {
          const hours = [own, other].flatMap((code) => (code === undefined ? [] : [clockAt(node.startsAt, code)]));
          const line = `${"  ".repeat(depth)}${hours.join(" / ")}  ${nameOf(node.title)}  (${node.totalMinutes} min)`;
          return [line, say(node.children, depth + 1)].filter(Boolean).join("\n");
        })
        .join("\n");

    const remove = (nodes: readonly TimedNode[]) => {
      const [first, last] = [nodes[0], nodes.at(-1)];
      if (first === undefined || last === undefined) return;
      const found = find(last.id);
      const ids = nodes.map(({ id }) => id);
      const next = found?.siblings[found.index + 1] ?? found?.siblings.findLast(({ id }) => !ids.includes(id));
      hand.remove(ids);
      select(next?.id);
      const title =
        nodes.length === 1
          ? t("agenda.removed", { title: nameOf(first.title) })
          : t("chosen.removed", { count: nodes.length });
      announce({ title, action: { label: t("agenda.undo"), act: () => hand.restore(ids) } });
    };
    const paste = (copied: readonly CopiedNode[], after: string | undefined, beside = false) => {
      const pasted = hand.paste(copied, after, beside);
      select(pasted[0]);
      announce(
        pasted.length === 0
          ? { title: t("chosen.notPasted") }
          : { title: t("chosen.pasted", { count: pasted.length }), action: undo },
      );
    };
    const shaped = (id: string | undefined, words: Parameters<typeof t>[0]) => {
      announce(id === undefined ? { title: t("chosen.notShaped") } : { title: t(words), action: undo });
    };
    return {
      say,
      remove,
      paste,
      add(kind: "block" | "break", after: string | undefined) {
        const words = kind === "break" ? t("agenda.break") : "";
        const id = hand.add(kind, after, { language: locale, words });
        if (id === undefined) return;
        fresh.current = id;
        select(id);
        announce({ title: t(kind === "break" ? "agenda.addedBreak" : "agenda.addedBlock"), quiet: true });
      },
      addDay() {
        select(hand.addDay());
        announce({ title: t("agenda.addedDay"), action: undo });
      },
      step(id: string, direction: "up" | "down") {
        // A row that is moved in the page loses the focus; it is given back before the next key.
        const focused = document.activeElement;
        const moved = flushSync(() => hand.step(id, direction));
        if (focused instanceof HTMLElement && focused !== document.activeElement)
          focused.focus({ preventScroll: true });
        focused?.scrollIntoView({ block: "nearest" });
        if (moved) sayPlace(id, true);
        else announce({ title: t(direction === "up" ? "agenda.atTop" : "agenda.atBottom"), quiet: true });
      },
      move(ids: readonly string[], where: Place) {
        const [first] = ids;
        if (first === undefined || !hand.move(ids, where)) return;
        select(first);
        sayPlace(first, false);
      },
      copy(nodes: readonly TimedNode[]) {
        keepCopied(JSON.stringify(copyNodes(hand.editing.doc, nodes)));
        // Who refuses the clipboard still pastes here.
        void navigator.clipboard?.writeText(say(nodes)).catch(() => undefined);
        announce({ title: t("chosen.copied", { count: nodes.length }), quiet: false });
      },
      duplicate(nodes: readonly TimedNode[]) {
        paste(copyNodes(hand.editing.doc, nodes), nodes.at(-1)?.id, true);
      },
      group: (ids: readonly string[]) => shaped(hand.group(ids), "chosen.grouped"),
      putInParallel: (ids: readonly string[]) => shaped(hand.putInParallel(ids), "chosen.inParallel"),
      dissolve(id: string) {
        hand.dissolve(id);
        shaped(id, "chosen.dissolved");
      },
    };
  }, [hand, store, own, other, select, fresh, t, announce, locale, nameOf, whereabouts]);
}
