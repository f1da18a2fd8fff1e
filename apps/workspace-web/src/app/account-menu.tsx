import type { Me } from "@milango/core/identity";
import { useId, useRef } from "react";
import { useLocation } from "wouter";
import { BareArch } from "../ui/person-arch.tsx";
import styles from "./account-menu.module.css";
import { useOwnTerritory } from "./acting.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { useSession } from "./session.tsx";
import { useText } from "./text.ts";

/** One's own arch; behind it, the account and the way out. */
export function AccountMenu({ me }: { readonly me: Me }) {
  const t = useText();
  const { leave } = useSession();
  const [, navigate] = useLocation();
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const territory = useOwnTerritory() ?? null;
  const go = (act: () => void) => () => {
    panel.current?.hidePopover();
    act();
  };
  return (
    <div className={styles.menu}>
      <button
        type="button"
        popoverTarget={id}
        className={styles.opener}
        aria-label={t("account.menu", { name: me.name })}
      >
        <BareArch name={me.name} territory={territory} />
      </button>
      <div id={id} ref={panel} popover="auto" className={styles.panel}>
        <p>
          <b>{me.name}</b>
          <span>{me.email}</span>
        </p>
        <div className={styles.languages}>
          <LanguageSwitch />
        </div>
        <button type="button" onClick={go(() => navigate("/account"))}>
          {t("account.open")}
        </button>
        <button type="button" onClick={go(() => void leave().then(() => navigate("/")))}>
          {t("account.signOut")}
        </button>
      </div>
    </div>
  );
}
