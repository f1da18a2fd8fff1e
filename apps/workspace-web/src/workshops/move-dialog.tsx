import { canPlace, type Place, rootId, type TimedNode } from "@milango/core/workshops";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { useDesk } from "./agenda-context.ts";
import type { AgendaView } from "./agenda-store.ts";
import { findNode } from "./agenda-store.ts";
import { useBlockName } from "./block-name.ts";
import styles from "./move-dialog.module.css";

interface MoveDialogProps {
  readonly ids: readonly string[];
  readonly view: AgendaView;
  readonly onClose: () => void;
  readonly onMove: (place: Place) => void;
}

interface Target {
  readonly key: string;
  readonly depth: number;
  readonly place: Place;
  /** The block it would come after; nothing for the start of a list. */
  readonly after: TimedNode | undefined;
  readonly within: TimedNode | undefined;
}

/** Every place blocks can go to, in reading order: for the keyboard, for a finger, for far away. */
export default function MoveDialog({ ids, view, onClose, onMove }: MoveDialogProps) {
  const t = useText();
  const nameOf = useBlockName();
  const { hand } = useDesk();
  const { timed, tree } = view;
  const moved = ids.flatMap((id) => findNode(timed.nodes, id)?.node ?? tree.tray.find((one) => one.id === id) ?? []);
  const [first] = moved;
  if (first === undefined) return null;
  const targets = targetsUnder(timed.nodes, undefined, 0, ids).filter(({ place }) =>
    moved.every(({ kind }) => canPlace(hand.editing.doc, kind, place.parent)),
  );
  const title =
    moved.length === 1
      ? t("agenda.moveTitle", { title: nameOf(first.title) })
      : t("chosen.moveTitle", { count: moved.length });
  const label = ({ after, within }: Target) => {
    if (after !== undefined) return t("agenda.after", { title: nameOf(after.title) });
    return within === undefined ? t("agenda.atStart") : t("agenda.atStartOf", { title: nameOf(within.title) });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <ol className={styles.targets}>
        {targets.map((target) => (
          <li key={target.key} style={{ paddingLeft: `${target.depth * 20}px` }}>
            <button type="button" onClick={() => onMove(target.place)}>
              {label(target)}
            </button>
          </li>
        ))}
      </ol>
      <DialogActions>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
      </DialogActions>
    </Dialog>
  );
}

function targetsUnder(
  nodes: readonly TimedNode[],
  within: TimedNode | undefined,
  depth: number,
  moved: readonly string[],
): Target[] {
  const parent = within?.id ?? rootId;
  const others = nodes.filter((node) => !moved.includes(node.id));
  const first = others[0];
  const start: Place = first === undefined ? { parent } : { parent, before: first.id };
  return [
    { key: `${parent} start`, depth, place: start, after: undefined, within },
    ...others.flatMap((node): Target[] => [
      { key: node.id, depth, place: { parent, after: node.id }, after: node, within },
      ...(node.kind === "block" || node.kind === "break" ? [] : targetsUnder(node.children, node, depth + 1, moved)),
    ]),
  ];
}
