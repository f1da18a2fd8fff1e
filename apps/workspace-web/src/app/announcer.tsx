import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import styles from "./announcer.module.css";
import { useText } from "./text.ts";

/** Something that just happened: seen as a block at the foot of the page, and read out. */
export interface Announcement {
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly act: () => void };
  /** Read out only: for moves that are plain to see. */
  readonly quiet?: boolean;
}

const AnnouncerContext = createContext<(announcement: Announcement) => void>(() => undefined);
/** Repeated presses end as one sentence. */
const calm = 100;
const stays = 9_000;

export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const t = useText();
  const [spoken, setSpoken] = useState("");
  const [shown, setShown] = useState<Announcement>();
  const timers = useRef<{ speak?: ReturnType<typeof setTimeout>; hide?: ReturnType<typeof setTimeout> }>({});

  const announce = useCallback((announcement: Announcement) => {
    clearTimeout(timers.current.speak);
    timers.current.speak = setTimeout(() => {
      const sentence = [announcement.title, announcement.detail].filter(Boolean).join(", ");
      // The same sentence twice is heard twice only when it differs.
      setSpoken((before) => (before === sentence ? `${sentence}\u00a0` : sentence));
    }, calm);
    if (announcement.quiet === true) return;
    setShown(announcement);
    clearTimeout(timers.current.hide);
    timers.current.hide = setTimeout(() => setShown(undefined), stays);
  }, []);
  useEffect(() => () => clearTimeout(timers.current.hide), []);

  const block = useMemo(
    () =>
      shown !== undefined && (
        <aside className={styles.toast} data-announcement="" aria-label={t("app.notice")}>
          <p>
            <b>{shown.title}</b>
            {shown.detail !== undefined && <span>{shown.detail}</span>}
          </p>
          {shown.action !== undefined && (
            <Button
              look="bare"
              className={styles.action}
              onClick={() => {
                shown.action?.act();
                setShown(undefined);
              }}
            >
              {shown.action.label}
            </Button>
          )}
        </aside>
      ),
    [shown, t],
  );
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div aria-live="polite" aria-atomic="true" className={styles.live}>
        {spoken}
      </div>
      {block}
    </AnnouncerContext>
  );
}

export function useAnnounce(): (announcement: Announcement) => void {
  return use(AnnouncerContext);
}
