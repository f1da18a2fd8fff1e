import type { TimedNode } from "@milango/core/workshops";
import { useAnnounce } from "../app/announcer.tsx";
import { clockAt } from "../app/local-time.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { useDesk } from "./agenda-context.ts";
import styles from "./agenda-rows.module.css";
import { blockToShorten, longestTrack } from "./agenda-store.ts";
import { useBlockName } from "./block-name.ts";

/** Above a fixed start: what is left before it, or how much too long it is, with the remedy. */
export function FixedStartNotice({ node, before }: { readonly node: TimedNode; readonly before: TimedNode }) {
  const t = useText();
  const nameOf = useBlockName();
  const announce = useAnnounce();
  const { hand, own, writes } = useDesk();
  const slack = node.slack ?? 0;
  const clock = clockAt(node.startsAt, own);
  if (slack > 0) {
    return (
      <li className={styles.slack}>
        <p>{t("agenda.slack", { minutes: slack, clock })}</p>
      </li>
    );
  }
  const over = -slack;
  const late = longestTrack(before) ?? before;
  const block = blockToShorten(before);
  const shortest = block === undefined ? 0 : Math.max(0, block.minutes - over);
  return (
    <li className={styles.over}>
      <span className={styles.hatch} aria-hidden="true" />
      <p>
        <b>{t("agenda.overrun", { title: nameOf(late.title), minutes: over })}</b> {t("agenda.overrunFor", { clock })}
      </p>
      {writes && block !== undefined && block.minutes > 0 && (
        <Button
          size="small"
          onClick={() => {
            hand.setMinutes(block.id, shortest);
            announce({
              title: t("agenda.shortened", { title: nameOf(block.title), minutes: shortest }),
              action: { label: t("agenda.undo"), act: () => void hand.undo.undo() },
            });
          }}
        >
          {t("agenda.shorten", { minutes: block.minutes - shortest })}
        </Button>
      )}
    </li>
  );
}
