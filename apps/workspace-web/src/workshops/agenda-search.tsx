import { searchAgenda, type TimedNode } from "@milango/core/workshops";
import { useMemo, useState } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-search.module.css";
import { goToRow } from "./go-to-row.ts";

/** So many blocks are seen at a glance: no field is needed to find one. */
const atAGlance = 12;

/** Finds blocks by their titles in any language; Enter goes to the next one, Shift+Enter to the one before. */
export function AgendaSearch({ nodes }: { readonly nodes: readonly TimedNode[] }) {
  const t = useText();
  const announce = useAnnounce();
  const { select } = useDesk();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(-1);
  const found = useMemo(() => searchAgenda(nodes, query), [nodes, query]);
  if (countOf(nodes) < atAGlance) return null;
  const go = (by: 1 | -1) => {
    if (found.length === 0) return;
    const next = at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    setAt(next);
    const id = found[next]?.id ?? "";
    select(id);
    goToRow(id, { focus: false });
    announce({ title: t("search.at", { position: next + 1, count: found.length }), quiet: true });
  };
  return (
    <search className={styles.search}>
      <Icon name="find" />
      <input
        type="search"
        className={inputClass}
        aria-label={t("search.label")}
        placeholder={t("search.label")}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          go(event.shiftKey ? -1 : 1);
        }}
      />
      {query.trim() !== "" && (
        <>
          <span className={styles.count}>
            {at < 0 ? t("search.found", { count: found.length }) : `${at + 1} / ${found.length}`}
          </span>
          <Button size="square" look="bare" aria-label={t("search.before")} onClick={() => go(-1)}>
            <Icon name="up" />
          </Button>
          <Button size="square" look="bare" aria-label={t("search.next")} onClick={() => go(1)}>
            <Icon name="down" />
          </Button>
        </>
      )}
    </search>
  );
}

function countOf(nodes: readonly TimedNode[]): number {
  return nodes.reduce((sum, node) => sum + 1 + countOf(node.children), 0);
}
