import type { Language } from "@milango/core/text";
import type { TimedNode } from "@milango/core/workshops";
import { lazy, Suspense, useState } from "react";
import { useLocale } from "../../app/locale.tsx";
import { useText } from "../../app/text.ts";
import text from "../../ui/text.module.css";
import { useDesk } from "../agenda-context.ts";

// The editor weighs as much as the whole agenda: it comes when a block is opened.
const BodyEditor = lazy(() => import("./body-editor.tsx"));

interface BlockBodyProps {
  readonly node: TimedNode;
  readonly code: Language;
  readonly onLeave: () => void;
}

/** The long text in one language: one's own at once, another when it is written or asked for. */
export function BlockBody({ node, code, onLeave }: BlockBodyProps) {
  const t = useText();
  const { locale } = useLocale();
  const { writes } = useDesk();
  const said = node.bodies[code];
  // Once there it stays, also when somebody erases the last word.
  const [asked, setAsked] = useState(said !== undefined);
  if (said !== undefined && !asked) setAsked(true);
  if (said === undefined && !writes) return null;
  if (said === undefined && code !== locale && !asked) {
    return (
      <button type="button" className={text.link} onClick={() => setAsked(true)}>
        {t("body.write")}
      </button>
    );
  }
  return (
    <Suspense fallback={<p lang={code}>{said}</p>}>
      <BodyEditor node={node} code={code} onLeave={onLeave} />
    </Suspense>
  );
}
