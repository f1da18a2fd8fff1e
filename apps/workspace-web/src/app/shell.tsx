import { type ReactNode, useRef } from "react";
import { Link, useLocation } from "wouter";
import { buttonClass } from "../ui/button.tsx";
import { Mark } from "../ui/mark.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { useSession } from "./session.tsx";
import styles from "./shell.module.css";
import { SyncPill } from "./sync-pill.tsx";
import { type MessageId, useText } from "./text.ts";
import { useToDecide } from "./to-decide.ts";

const doorways: readonly { readonly path: string; readonly label: MessageId }[] = [
  { path: "/workshops", label: "nav.workshops" },
  { path: "/directory", label: "nav.directory" },
  { path: "/suggestions", label: "nav.suggestions" },
];

/** The lintel above every page, its doorways, and the page below. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useText();
  const { session } = useSession();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const guest = session.state === "guest";
  return (
    <>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t("app.skip")}
      </button>
      <header className={styles.bar}>
        <Link href="/" className={styles.mark}>
          <Mark />
          <span>Milango</span>
        </Link>
        <Doorways className={styles.doors} path={path} label={t("nav.label")} />
        <span className={styles.grow} />
        <div className={styles.right}>
          <div id="presence" className={styles.presence} />
          {session.state === "person" && <AccountMenu me={session.me} />}
          <SyncPill />
          {guest && path !== "/sign-in" && (
            <Link href={`/sign-in?next=${encodeURIComponent(path)}`} className={buttonClass({ size: "small" })}>
              {t("nav.signIn")}
            </Link>
          )}
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
      <Doorways className={styles.dock} path={path} label={t("nav.labelPhone")} />
    </>
  );
}

function Doorways({
  className,
  path,
  label,
}: {
  readonly className: string | undefined;
  readonly path: string;
  readonly label: string;
}) {
  const t = useText();
  const count = useToDecide();
  return (
    <nav className={className} aria-label={label}>
      {doorways.map((door) => (
        <Link key={door.path} href={door.path} aria-current={isUnder(path, door.path) ? "page" : undefined}>
          {t(door.label)}
          {door.path === "/suggestions" && count > 0 && (
            <b>
              {count}
              <span className={styles.spoken}> {t("nav.toDecide", { count })}</span>
            </b>
          )}
        </Link>
      ))}
    </nav>
  );
}

function isUnder(path: string, door: string): boolean {
  if (door === "/directory" && path.startsWith("/actors/")) return true;
  if (door === "/suggestions" && path.startsWith("/introductions/")) return true;
  return path === door || path.startsWith(`${door}/`);
}
