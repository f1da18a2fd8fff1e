import { type CopiedNode, copyNodes, parseCopiedNodes, type TimedNode } from "@milango/core/workshops";
import { useEffect, useRef } from "react";
import type { AgendaHand } from "./agenda-hand.ts";
import { blocksType, keepCopied } from "./copied-blocks.ts";

interface ClipboardActs {
  readonly hand: AgendaHand;
  readonly writes: boolean;
  /** What a copy would take: the chosen blocks, else the one that is selected. */
  readonly taken: () => readonly TimedNode[];
  /** Says blocks as lines, for a letter or a message. */
  readonly say: (nodes: readonly TimedNode[]) => string;
  readonly onCopied: (count: number) => void;
  readonly onCut: (nodes: readonly TimedNode[]) => void;
  readonly onPaste: (copied: readonly CopiedNode[]) => void;
}

/** Ctrl or ⌘ with C, X and V on blocks; words that are selected in a field stay the field's own. */
export function useClipboard(acts: ClipboardActs): void {
  const latest = useRef(acts);
  latest.current = acts;
  useEffect(() => {
    const take = (event: ClipboardEvent) => {
      const { taken, hand, say, onCopied, onCut, writes } = latest.current;
      const nodes = taken();
      if (hasWords() || nodes.length === 0 || event.clipboardData === null) return;
      if (event.type === "cut" && !writes) return;
      event.preventDefault();
      const json = JSON.stringify(copyNodes(hand.editing.doc, nodes));
      event.clipboardData.setData(blocksType, json);
      event.clipboardData.setData("text/plain", say(nodes));
      keepCopied(json);
      if (event.type === "cut") onCut(nodes);
      else onCopied(nodes.length);
    };
    const put = (event: ClipboardEvent) => {
      const json = event.clipboardData?.getData(blocksType) ?? "";
      if (json === "" || !latest.current.writes) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current.onPaste(parseCopiedNodes(json));
    };
    addEventListener("copy", take);
    addEventListener("cut", take);
    // Before the field that has the focus: blocks are never its words.
    addEventListener("paste", put, { capture: true });
    return () => {
      removeEventListener("copy", take);
      removeEventListener("cut", take);
      removeEventListener("paste", put, { capture: true });
    };
  }, []);
}

/** Whether words are selected, in a field or on the page. */
function hasWords(): boolean {
  const { activeElement } = document;
  if (activeElement instanceof HTMLTextAreaElement || activeElement instanceof HTMLInputElement)
    return activeElement.selectionStart !== activeElement.selectionEnd;
  return getSelection()?.isCollapsed === false;
}
