import { useEffect, useState } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useText } from "../app/text.ts";
import { BareArch } from "../ui/person-arch.tsx";
import styles from "./agenda-guests.module.css";
import { goToRow } from "./go-to-row.ts";
import type { Guest } from "./presence.ts";

/** Who else is here; a press follows somebody from block to block, until one works oneself or they leave. */
export function AgendaGuests({ guests }: { readonly guests: readonly Guest[] }) {
  const t = useText();
  const announce = useAnnounce();
  const [followed, setFollowed] = useState<string>();
  const guide = guests.find(({ key }) => key === followed);
  const block = guide?.block ?? null;

  useEffect(() => {
    if (block !== null) goToRow(block, { focus: false });
  }, [block]);

  useEffect(() => {
    if (followed === undefined) return;
    const stop = (event: Event) => {
      if (event.target instanceof Element && event.target.closest(`.${styles.here}`) !== null) return;
      setFollowed(undefined);
    };
    const signs = ["wheel", "touchmove", "keydown", "pointerdown"] as const;
    for (const sign of signs) addEventListener(sign, stop, { passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, stop);
    };
  }, [followed]);

  return (
    <ul className={styles.here} aria-label={t("agenda.here", { count: guests.length + 1 })}>
      {guests.map(({ key, name, territory }) => (
        <li key={key}>
          <button
            type="button"
            aria-pressed={key === followed}
            aria-label={t("agenda.follow", { name })}
            title={t("agenda.follow", { name })}
            onClick={() => {
              const next = key === followed ? undefined : key;
              setFollowed(next);
              announce({
                title: t(next === undefined ? "agenda.followsNot" : "agenda.follows", { name }),
                quiet: true,
              });
            }}
          >
            <BareArch name={name} territory={territory} />
          </button>
        </li>
      ))}
    </ul>
  );
}
