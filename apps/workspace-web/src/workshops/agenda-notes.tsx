import type { Workshop } from "@milango/core/workshops";
import type { LiveDocument } from "@milango/sdk";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { UndoManager } from "yjs";
import { useText } from "../app/text.ts";
import text from "../ui/text.module.css";
import styles from "./block-details.module.css";
import { documents } from "./documents.ts";
import { YTextArea } from "./y-text-area.tsx";

/** The facilitators' notes, once opened: a document of their own, so that nobody else ever receives them. */
interface Notes {
  readonly live: LiveDocument;
  readonly undo: UndoManager;
  readonly origin: unknown;
}

interface NotesDesk {
  readonly notes: Notes | undefined;
  readonly ask: () => void;
}

const NotesContext = createContext<NotesDesk | null>(null);

/** Opens the notes when somebody first looks at a block's details, and keeps them open with the agenda. */
export function AgendaNotesProvider({
  workshop,
  children,
}: {
  readonly workshop: Workshop;
  readonly children: ReactNode;
}) {
  const [asked, setAsked] = useState(false);
  const [notes, setNotes] = useState<Notes>();
  const id = workshop.documents.notes;
  useEffect(() => {
    if (!asked) return;
    const live = documents.open(id);
    const origin = { notes: id };
    let closed = false;
    void live.whenLoaded.then(
      () => {
        if (!closed) setNotes({ live, origin, undo: new UndoManager(live.doc, { trackedOrigins: new Set([origin]) }) });
      },
      () => undefined,
    );
    return () => {
      closed = true;
      setNotes(undefined);
      live.close();
    };
  }, [asked, id]);
  const desk = useMemo<NotesDesk>(() => ({ notes, ask: () => setAsked(true) }), [notes]);
  return <NotesContext value={workshop.readsNotes ? desk : null}>{children}</NotesContext>;
}

/** What those who facilitate keep in mind about a block; shown to nobody else, and never printed. */
export function BlockNotes({ blockId }: { readonly blockId: string }) {
  const t = useText();
  const desk = use(NotesContext);
  const ask = desk?.ask;
  useEffect(() => ask?.(), [ask]);
  if (desk === null) return null;
  const { notes } = desk;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the undo of the notes, whatever in them has the focus.
    <div
      className={styles.notes}
      onKeyDown={(event) => {
        const key = event.key.toLowerCase();
        if (notes === undefined || !(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
        // The page's own undo is the agenda's.
        event.preventDefault();
        event.nativeEvent.stopImmediatePropagation();
        event.stopPropagation();
        if (key === "z" && !event.shiftKey) notes.undo.undo();
        else notes.undo.redo();
      }}
    >
      <span className={text.label}>{t("notes.title")}</span>
      {notes === undefined ? (
        <p className={text.muted}>{t("notes.loading")}</p>
      ) : (
        <YTextArea
          lines
          className={styles.field}
          text={notes.live.doc.getText(`notes/${blockId}`)}
          origin={notes.origin}
          maxLength={10_000}
          aria-label={t("notes.title")}
          placeholder={t("notes.hint")}
        />
      )}
    </div>
  );
}
