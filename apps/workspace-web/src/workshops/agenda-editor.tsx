import type { Me } from "@milango/core/identity";
import type { Workshop } from "@milango/core/workshops";
import type { LiveDocument } from "@milango/sdk";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { useOwnTerritory } from "../app/acting.tsx";
import { useAnnounce } from "../app/announcer.tsx";
import { useText } from "../app/text.ts";
import { Dialog } from "../ui/dialog.tsx";
import { type AgendaDesk, DeskProvider, SceneProvider } from "./agenda-context.ts";
import { AddBlock, AgendaDock } from "./agenda-dock.tsx";
import styles from "./agenda-editor.module.css";
import { AgendaGuests } from "./agenda-guests.tsx";
import type { AgendaHand } from "./agenda-hand.ts";
import { AgendaHead } from "./agenda-head.tsx";
import { AgendaNotesProvider } from "./agenda-notes.tsx";
import { AgendaRecordProvider } from "./agenda-record.tsx";
import { AgendaRows, RowsHead } from "./agenda-rows.tsx";
import { AgendaRuler } from "./agenda-ruler.tsx";
import { type AgendaStore, findNode } from "./agenda-store.ts";
import { useBlockName } from "./block-name.ts";
import { chosenThrough, chosenTops } from "./chosen.ts";
import { orderTerritories } from "./own-first.ts";
import { sayWhere, useGuests } from "./presence.ts";
import { useUndoKeys } from "./undo-keys.ts";
import { useAgendaActs } from "./use-agenda-acts.ts";
import { useClipboard } from "./use-clipboard.ts";
import { useRowDrag } from "./use-row-drag.ts";

// What is not needed to read the agenda comes after it.
const MoveDialog = lazy(() => import("./move-dialog.tsx"));
const AgendaTools = lazy(() => import("./agenda-tools.tsx"));

interface AgendaEditorProps {
  readonly workshop: Workshop;
  readonly me: Me;
  readonly live: LiveDocument;
  readonly store: AgendaStore;
  readonly hand: AgendaHand;
}

const none: ReadonlySet<string> = new Set();

/** The agenda: to scale on the left, block by block in the middle, the selected block's details on the right. */
export function AgendaEditor({ workshop, me, live, store, hand }: AgendaEditorProps) {
  const t = useText();
  const announce = useAnnounce();
  const view = useSyncExternalStore(store.subscribe, store.get);
  const guests = useGuests(live.awareness, me.id);
  const territory = useOwnTerritory();
  const [selected, setSelected] = useState<string>();
  const [chosen, setChosen] = useState(none);
  const [details, setDetails] = useState<string>();
  const [moving, setMoving] = useState<readonly string[]>();
  const fresh = useRef<string>(undefined);
  const writes = workshop.access === "write";
  const { tree, timed } = view;
  const [own = "MF", other] = orderTerritories(
    tree.territories.length > 0 ? tree.territories : workshop.territories,
    territory,
  );
  const nameOf = useBlockName();

  const select = useCallback(
    (id: string | undefined) => {
      setSelected(id);
      sayWhere(live.awareness, { block: id ?? null, field: null, language: null });
    },
    [live],
  );
  const acts = useAgendaActs({ hand, store, own, other, select, fresh });
  const anchor = useRef(selected);
  anchor.current = selected;

  const desk = useMemo<AgendaDesk>(
    () => ({
      workshop,
      live,
      hand,
      acts,
      writes,
      own,
      other,
      select,
      fresh,
      showDetails: setDetails,
      showMove: setMoving,
      choose: (id, how) =>
        setChosen((before) => {
          if (how === "through")
            return new Set([...before, ...chosenThrough(store.get().timed.nodes, anchor.current ?? id, id)]);
          const next = new Set(before);
          if (!next.delete(id)) next.add(id);
          return next;
        }),
    }),
    [workshop, live, hand, acts, writes, own, other, select, store],
  );

  const scene = useMemo(() => ({ selected, chosen, guests }), [selected, chosen, guests]);
  const selectedNode = selected === undefined ? undefined : findNode(timed.nodes, selected);
  const detailsNode = details === undefined ? undefined : findNode(timed.nodes, details);
  const presence = document.getElementById("presence");
  const taken = () => {
    const tops = chosenTops(timed.nodes, chosen);
    return tops.length > 0 || selectedNode === undefined ? tops : [selectedNode.node];
  };
  const release = () => setChosen(none);

  useUndoKeys(hand.undo, writes);
  useClipboard({
    hand,
    writes,
    taken,
    say: acts.say,
    onCopied: (count) => announce({ title: t("chosen.copied", { count }) }),
    onCut: (nodes) => {
      release();
      acts.remove(nodes);
    },
    onPaste: (copied) => acts.paste(copied, selected),
  });
  const sheet = useRef<HTMLElement>(null);
  useRowDrag(sheet, writes, {
    canPlace: hand.canPlace,
    dragged: (id) => (chosen.has(id) ? chosenTops(timed.nodes, chosen).map((node) => node.id) : [id]),
    drop: (ids, place) => {
      release();
      acts.move(ids, place);
    },
  });
  const BlockDetails = useBlockDetails();

  return (
    <DeskProvider value={desk}>
      <AgendaRecordProvider workshop={workshop}>
        <AgendaNotesProvider workshop={workshop}>
          <SceneProvider value={scene}>
            {presence !== null && guests.length > 0 && createPortal(<AgendaGuests guests={guests} />, presence)}
            <div className={styles.agenda}>
              <AgendaHead view={view} me={me} workshopId={workshop.id} />
              <div className={styles.columns}>
                <AgendaRuler view={view} />
                <section ref={sheet} className={styles.sheet} aria-label={t("agenda.blocks")}>
                  {!writes && <p className={styles.viewing}>{t("agenda.viewing")}</p>}
                  <Suspense fallback={null}>
                    <AgendaTools view={view} chosen={chosen} onRelease={release} />
                  </Suspense>
                  <RowsHead />
                  <AgendaRows nodes={timed.nodes} empty />
                  {writes && <AddBlock selected={selected} />}
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
              {writes && <AgendaDock selected={selected} undo={hand.undo} />}
            </div>
            <Suspense fallback={null}>
              {detailsNode !== undefined && (
                <Dialog title={nameOf(detailsNode.node.title)} onClose={() => setDetails(undefined)}>
                  {BlockDetails !== undefined && <BlockDetails node={detailsNode.node} />}
                </Dialog>
              )}
              {moving !== undefined && (
                <MoveDialog
                  ids={moving}
                  view={view}
                  onClose={() => setMoving(undefined)}
                  onMove={(place) => {
                    setMoving(undefined);
                    release();
                    acts.move(moving, place);
                  }}
                />
              )}
            </Suspense>
          </SceneProvider>
        </AgendaNotesProvider>
      </AgendaRecordProvider>
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
