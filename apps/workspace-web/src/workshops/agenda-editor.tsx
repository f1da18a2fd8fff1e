import type { Me } from "@milango/core/identity";
import type { Place, Workshop } from "@milango/core/workshops";
import type { LiveDocument } from "@milango/sdk";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { createPortal, flushSync } from "react-dom";
import { useOwnTerritory } from "../app/acting.tsx";
import { useAnnounce } from "../app/announcer.tsx";
import { useLocale } from "../app/locale.tsx";
import { useText } from "../app/text.ts";
import { Dialog } from "../ui/dialog.tsx";
import { type AgendaDesk, DeskProvider, SceneProvider } from "./agenda-context.ts";
import { AddBlock, AgendaDock } from "./agenda-dock.tsx";
import styles from "./agenda-editor.module.css";
import { AgendaGuests } from "./agenda-guests.tsx";
import type { AgendaHand } from "./agenda-hand.ts";
import { AgendaHead } from "./agenda-head.tsx";
import { AgendaRows, RowsHead } from "./agenda-rows.tsx";
import { AgendaRuler } from "./agenda-ruler.tsx";
import { AgendaSearch } from "./agenda-search.tsx";
import { type AgendaStore, findNode } from "./agenda-store.ts";
import { AgendaWarnings } from "./agenda-warnings.tsx";
import { useBlockName, useWhereabouts } from "./block-name.ts";
import { orderTerritories } from "./own-first.ts";
import { sayWhere, useGuests } from "./presence.ts";
import { useUndoKeys } from "./undo-keys.ts";

// What is not needed to read the agenda comes after it.
const MoveDialog = lazy(() => import("./move-dialog.tsx"));

interface AgendaEditorProps {
  readonly workshop: Workshop;
  readonly me: Me;
  readonly live: LiveDocument;
  readonly store: AgendaStore;
  readonly hand: AgendaHand;
}

/** The agenda: to scale on the left, block by block in the middle, the selected block's details on the right. */
export function AgendaEditor({ workshop, me, live, store, hand }: AgendaEditorProps) {
  const t = useText();
  const { locale } = useLocale();
  const announce = useAnnounce();
  const view = useSyncExternalStore(store.subscribe, store.get);
  const guests = useGuests(live.awareness, me.id);
  const territory = useOwnTerritory();
  const [selected, setSelected] = useState<string>();
  const [details, setDetails] = useState<string>();
  const [moving, setMoving] = useState<string>();
  const fresh = useRef<string>(undefined);
  const writes = workshop.access === "write";
  const { tree, timed } = view;
  const [own = "MF", other] = orderTerritories(
    tree.territories.length > 0 ? tree.territories : workshop.territories,
    territory,
  );
  const nameOf = useBlockName();
  const whereabouts = useWhereabouts(own, other);

  const select = useCallback(
    (id: string | undefined) => {
      setSelected(id);
      sayWhere(live.awareness, { block: id ?? null, field: null, language: null });
    },
    [live],
  );

  const desk = useMemo<AgendaDesk>(() => {
    const sayPlace = (id: string, quiet: boolean) => {
      const found = findNode(store.get().timed.nodes, id);
      if (found === undefined) return;
      const undo = { label: t("agenda.undo"), act: () => void hand.undo.undo() };
      announce({ ...whereabouts(found), quiet, ...(quiet ? {} : { action: undo }) });
    };
    return {
      workshop,
      live,
      hand,
      writes,
      own,
      other,
      select,
      fresh,
      showDetails: setDetails,
      showMove: setMoving,
      step: (id, direction) => {
        // A row that is moved in the page loses the focus; it is given back before the next key.
        const focused = document.activeElement;
        const moved = flushSync(() => hand.step(id, direction));
        if (focused instanceof HTMLElement && focused !== document.activeElement)
          focused.focus({ preventScroll: true });
        focused?.scrollIntoView({ block: "nearest" });
        if (moved) sayPlace(id, true);
        else announce({ title: t(direction === "up" ? "agenda.atTop" : "agenda.atBottom"), quiet: true });
      },
      remove: (id) => {
        const found = findNode(store.get().timed.nodes, id);
        if (found === undefined) return;
        hand.remove(id);
        const next = found.siblings[found.index + 1] ?? found.siblings[found.index - 1];
        select(next?.id);
        announce({
          title: t("agenda.removed", { title: nameOf(found.node.title) }),
          action: { label: t("agenda.undo"), act: () => hand.restore(id) },
        });
      },
    };
  }, [workshop, live, hand, writes, own, other, select, store, t, announce, whereabouts, nameOf]);

  const scene = useMemo(() => ({ selected, guests }), [selected, guests]);
  const selectedNode = selected === undefined ? undefined : findNode(timed.nodes, selected);
  const detailsNode = details === undefined ? undefined : findNode(timed.nodes, details);
  const presence = document.getElementById("presence");

  const add = (kind: "block" | "break") => {
    const words = kind === "break" ? t("agenda.break") : "";
    const id = hand.add(kind, selected, { language: locale, words });
    if (id === undefined) return;
    fresh.current = id;
    select(id);
    announce({ title: t(kind === "break" ? "agenda.addedBreak" : "agenda.addedBlock"), quiet: true });
  };
  const place = (id: string, where: Place) => {
    setMoving(undefined);
    if (!hand.move(id, where)) return;
    select(id);
    const found = findNode(store.get().timed.nodes, id);
    if (found !== undefined) {
      announce({ ...whereabouts(found), action: { label: t("agenda.undo"), act: () => void hand.undo.undo() } });
    }
  };
  useUndoKeys(hand.undo, writes);
  const BlockDetails = useBlockDetails();

  return (
    <DeskProvider value={desk}>
      <SceneProvider value={scene}>
        {presence !== null && guests.length > 0 && createPortal(<AgendaGuests guests={guests} />, presence)}
        <div className={styles.agenda}>
          <AgendaHead view={view} me={me} />
          <div className={styles.columns}>
            <AgendaRuler view={view} />
            <section className={styles.sheet} aria-label={t("agenda.blocks")}>
              {!writes && <p className={styles.viewing}>{t("agenda.viewing")}</p>}
              <AgendaWarnings view={view} />
              <AgendaSearch nodes={timed.nodes} />
              <RowsHead />
              <AgendaRows nodes={timed.nodes} empty />
              {writes && <AddBlock onAdd={add} />}
            </section>
            <aside className={styles.drawer} aria-label={t("agenda.details")}>
              <h2>{t("agenda.details")}</h2>
              {selectedNode === undefined ? (
                <p>{t("agenda.noSelection")}</p>
              ) : (
                BlockDetails !== undefined && <BlockDetails key={selectedNode.node.id} node={selectedNode.node} />
              )}
            </aside>
          </div>
          {writes && <AgendaDock onAdd={add} undo={hand.undo} />}
        </div>
        <Suspense fallback={null}>
          {detailsNode !== undefined && (
            <Dialog title={nameOf(detailsNode.node.title)} onClose={() => setDetails(undefined)}>
              {BlockDetails !== undefined && <BlockDetails node={detailsNode.node} />}
            </Dialog>
          )}
          {moving !== undefined && (
            <MoveDialog id={moving} view={view} onClose={() => setMoving(undefined)} onMove={place} />
          )}
        </Suspense>
      </SceneProvider>
    </DeskProvider>
  );
}

type Details = typeof import("./block-details.tsx").default;

/** The details come right after the rows, so that they are there when a block is chosen. */
function useBlockDetails(): Details | undefined {
  const [details, setDetails] = useState<{ readonly component: Details }>();
  useEffect(() => {
    void import("./block-details.tsx").then((module) => setDetails({ component: module.default }));
  }, []);
  return details?.component;
}
