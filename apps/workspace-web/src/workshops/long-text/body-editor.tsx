import type { Language } from "@milango/core/text";
import { bodyFragment, type TimedNode } from "@milango/core/workshops";
import { Editor } from "@tiptap/core";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../../app/announcer.tsx";
import { useText } from "../../app/text.ts";
import { useDesk } from "../agenda-context.ts";
import { sayWhere } from "../presence.ts";
import styles from "./body-editor.module.css";
import { bodyExtensions } from "./body-extensions.ts";
import { BodyToolbar } from "./body-toolbar.tsx";
import { cleanPasted, longestPaste } from "./clean-pasted.ts";

interface BodyEditorProps {
  readonly node: Pick<TimedNode, "id">;
  readonly code: Language;
  /** Its author has left it: what is written in it stands. */
  readonly onLeave?: () => void;
}

/** A block's long text in one language, written together; loaded when a block is opened. */
export default function BodyEditor({ node, code, onLeave }: BodyEditorProps) {
  const t = useText();
  const intl = useIntl();
  const announce = useAnnounce();
  const { hand, live, writes } = useDesk();
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const label = t("body.in", { language: intl.formatDisplayName(code, { type: "language" }) ?? code });
  const { doc } = hand.editing;
  // What the editor calls while it lives; it is made once for a text.
  const calls = useRef({ onLeave, tooLong: (_count: number): void => undefined });
  calls.current = {
    onLeave,
    tooLong: (count) => announce({ title: t("body.tooLong", { count, most: longestPaste }) }),
  };

  useEffect(() => {
    if (place.current === null) return;
    hand.undo.addTrackedOrigin(ySyncPluginKey);
    const made = new Editor({
      element: place.current,
      extensions: bodyExtensions(bodyFragment(doc, node.id, code), t("body.placeholder")),
      editable: writes,
      injectCSS: false,
      editorProps: {
        attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label, lang: code },
        handlePaste: (_view, event) => {
          const count = Math.max(
            ...["text/html", "text/plain"].map((type) => event.clipboardData?.getData(type).length ?? 0),
          );
          hand.newStep();
          if (count <= longestPaste) return false;
          calls.current.tooLong(count);
          return true;
        },
        transformPastedHTML: cleanPasted,
      },
      onFocus: () => {
        hand.newStep();
        sayWhere(live.awareness, { block: node.id, field: "body", language: code });
      },
      onBlur: () => {
        sayWhere(live.awareness, { block: node.id, field: null, language: null });
        calls.current.onLeave?.();
      },
    });
    setEditor(made);
    return () => made.destroy();
  }, [doc, hand, live, node.id, code, writes, label, t]);

  return (
    <div className={styles.editor} data-body={code}>
      <div ref={place} className={styles.text} />
      {writes && editor !== undefined && <BodyToolbar editor={editor} label={label} />}
    </div>
  );
}
