import type { Editor } from "@tiptap/core";
import { type FormEvent, useEffect, useReducer, useState } from "react";
import { useText } from "../../app/text.ts";
import { Button } from "../../ui/button.tsx";
import { inputClass } from "../../ui/field.tsx";
import styles from "./body-editor.module.css";
import { isAllowedLink } from "./body-extensions.ts";

/** What can be done to the words that are selected; each says whether it is done already. */
export function BodyToolbar({ editor, label }: { readonly editor: Editor; readonly label: string }) {
  const t = useText();
  const [linking, setLinking] = useState(false);
  const [, changed] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    editor.on("transaction", changed);
    return () => void editor.off("transaction", changed);
  }, [editor]);
  const chain = () => editor.chain().focus();
  const tools = [
    { name: "bold", active: editor.isActive("bold"), act: () => chain().toggleBold().run() },
    { name: "italic", active: editor.isActive("italic"), act: () => chain().toggleItalic().run() },
    { name: "heading", active: editor.isActive("heading"), act: () => chain().toggleHeading({ level: 3 }).run() },
    { name: "bullets", active: editor.isActive("bulletList"), act: () => chain().toggleBulletList().run() },
    { name: "numbers", active: editor.isActive("orderedList"), act: () => chain().toggleOrderedList().run() },
    { name: "link", active: editor.isActive("link"), act: () => setLinking(!linking) },
  ] as const;
  return (
    <div className={styles.tools}>
      {/* biome-ignore lint/a11y/useSemanticElements: a toolbar is no fieldset; its name says which text it serves. */}
      <div role="group" aria-label={t("body.tools", { text: label })}>
        {tools.map(({ name, active, act }) => (
          <button
            key={name}
            type="button"
            className={styles.tool}
            data-tool={name}
            aria-pressed={active}
            // The words stay selected while the button is pressed.
            onMouseDown={(event) => event.preventDefault()}
            onClick={act}
          >
            {t(`body.${name}`)}
          </button>
        ))}
      </div>
      {linking && (
        <LinkForm
          address={String(editor.getAttributes("link").href ?? "")}
          onDone={(address) => {
            setLinking(false);
            if (address === undefined) return;
            if (address === "") chain().extendMarkRange("link").unsetLink().run();
            else chain().extendMarkRange("link").setLink({ href: address }).run();
          }}
        />
      )}
    </div>
  );
}

interface LinkFormProps {
  readonly address: string;
  /** The address; "" takes the link away; nothing leaves all as it was. */
  readonly onDone: (address: string | undefined) => void;
}

function LinkForm({ address, onDone }: LinkFormProps) {
  const t = useText();
  const [typed, setTyped] = useState(address);
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const bare = typed.trim();
    const whole = bare === "" || /^[a-z]+:/i.test(bare) ? bare : `https://${bare}`;
    if (whole !== "" && !isAllowedLink(whole)) return setWrong(true);
    onDone(whole);
  };
  return (
    <form className={styles.link} onSubmit={submit}>
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because its button was pressed.
        autoFocus
        className={inputClass}
        aria-label={t("body.address")}
        aria-invalid={wrong}
        placeholder="https://"
        value={typed}
        maxLength={2000}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone(undefined);
        }}
      />
      <Button type="submit" size="small">
        {t("body.setLink")}
      </Button>
      {wrong && <p role="alert">{t("body.badAddress")}</p>}
    </form>
  );
}
