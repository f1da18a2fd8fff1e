import type { Workshop } from "@milango/core/workshops";
import type { LiveDocument } from "@milango/sdk";
import { createContext, use } from "react";
import type { AgendaHand } from "./agenda-hand.ts";
import type { Guest } from "./presence.ts";
import type { AgendaActs } from "./use-agenda-acts.ts";

/** What every part of the agenda page needs; it changes rarely, so rows are not drawn anew for it. */
export interface AgendaDesk {
  readonly workshop: Workshop;
  readonly live: LiveDocument;
  readonly hand: AgendaHand;
  readonly writes: boolean;
  /** The reader's own territory first; the second is the one whose hours stand beside. */
  readonly own: string;
  readonly other: string | undefined;
  readonly select: (id: string | undefined) => void;
  readonly showDetails: (id: string) => void;
  readonly showMove: (ids: readonly string[]) => void;
  /** Chooses a block beside others or lets it go; or chooses all from the selected one to it. */
  readonly choose: (id: string, how: "toggle" | "through") => void;
  readonly acts: AgendaActs;
  /** The block whose title asks for the focus, once, because it was just added. */
  readonly fresh: { current: string | undefined };
}

const DeskContext = createContext<AgendaDesk | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): AgendaDesk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error("useDesk outside the agenda page");
  return desk;
}

/** Which block is selected, which are chosen together, and who is in which; what changes often. */
export interface AgendaScene {
  readonly selected: string | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly guests: readonly Guest[];
}
const SceneContext = createContext<AgendaScene>({ selected: undefined, chosen: new Set(), guests: [] });
export const SceneProvider = SceneContext.Provider;

export function useScene(): AgendaScene {
  return use(SceneContext);
}
