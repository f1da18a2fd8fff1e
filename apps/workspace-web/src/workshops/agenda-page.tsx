import type { Me, WorkshopId } from "@milango/core/identity";
import { type AgendaEditing, createAgendaUndo, type Workshop } from "@milango/core/workshops";
import type { LiveDocument } from "@milango/sdk";
import { useEffect, useState } from "react";
import type { UndoManager } from "yjs";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { useResource } from "../app/resource.ts";
import { useMe } from "../app/session.tsx";
import { setDocumentStatus, useSyncStatus } from "../app/sync-status.ts";
import { AgendaEditor } from "./agenda-editor.tsx";
import { type AgendaHand, createAgendaHand } from "./agenda-hand.ts";
import { type AgendaStore, createAgendaStore } from "./agenda-store.ts";
import { documents } from "./documents.ts";

/** A workshop's agenda, edited together. */
export default function AgendaPage({ id }: { readonly id: string }) {
  const me = useMe();
  const workshop = useResource(`workshop ${id}`, (signal) => milango.workshops.get(id as WorkshopId, { signal }));
  useNews(["workshops.changed"], (event) => {
    if (event.name === "workshops.changed" && event.body.workshopId === id) workshop.reload();
  });
  if (workshop.value === undefined) {
    return workshop.failure === undefined ? (
      <Loading />
    ) : (
      <Failure failure={workshop.failure} retry={workshop.reload} />
    );
  }
  return me === undefined ? <Loading /> : <OpenAgenda workshop={workshop.value} me={me} />;
}

interface Opened {
  readonly live: LiveDocument;
  readonly store: AgendaStore;
  readonly hand: AgendaHand;
}

function OpenAgenda({ workshop, me }: { readonly workshop: Workshop; readonly me: Me }) {
  const opened = useLiveAgenda(workshop.documents.agenda, me.id);
  const status = useSyncStatus();
  if (opened === undefined) {
    if (status.state !== "refused") return <Loading />;
    return <Failure failure={undefined} retry={() => location.reload()} />;
  }
  return <AgendaEditor workshop={workshop} me={me} {...opened} />;
}

/** Opens the document while the page shows it; gives nothing until it has been read once. */
function useLiveAgenda(documentId: Workshop["documents"]["agenda"], personId: string): Opened | undefined {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    const live = documents.open(documentId);
    let store: AgendaStore | undefined;
    let undo: UndoManager | undefined;
    let closed = false;
    setDocumentStatus(live.status);
    const leaveStatus = live.onStatus(setDocumentStatus);
    void live.whenLoaded.then(() => {
      if (closed) return;
      const origin = { tab: documentId };
      const editing: AgendaEditing = { doc: live.doc, origin, by: personId, now: Date.now, random: Math.random };
      undo = createAgendaUndo(live.doc, origin);
      store = createAgendaStore(live.doc);
      setOpened({ live, store, hand: createAgendaHand(editing, store, undo) });
    });
    return () => {
      closed = true;
      leaveStatus();
      store?.close();
      undo?.destroy();
      live.close();
      setDocumentStatus(undefined);
      setOpened(undefined);
    };
  }, [documentId, personId]);
  return opened;
}
