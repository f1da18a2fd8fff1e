import { AgendaSearch } from "./agenda-search.tsx";
import type { AgendaView } from "./agenda-store.ts";
import { AgendaWarnings } from "./agenda-warnings.tsx";
import { chosenTops } from "./chosen.ts";
import { ChosenBar } from "./chosen-bar.tsx";

interface AgendaToolsProps {
  readonly view: AgendaView;
  readonly chosen: ReadonlySet<string>;
  readonly onRelease: () => void;
}

/** What stands over the rows: what to look at, the search, and what can be done to those that are chosen. */
export default function AgendaTools({ view, chosen, onRelease }: AgendaToolsProps) {
  const { nodes } = view.timed;
  return (
    <>
      <AgendaWarnings view={view} />
      <AgendaSearch nodes={nodes} />
      {chosen.size > 0 && <ChosenBar nodes={chosenTops(nodes, chosen)} onDone={onRelease} />}
    </>
  );
}
