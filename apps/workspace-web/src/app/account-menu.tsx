import type { Me } from "@milango/core/identity";
import { useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import { BareArch } from "../ui/person-arch.tsx";
import styles from "./account-menu.module.css";
import { useOwnTerritory } from "./acting.tsx";
import { pageTraffic, setLowBandwidth, useLowBandwidth } from "./bandwidth.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { useSession } from "./session.tsx";
import { useText } from "./text.ts";

const kilobytes = () => Math.ceil(pageTraffic() / 1000);

/** One's own arch; behind it, the account and the way out. */
export function AccountMenu({ me }: { readonly me: Me }) {
  const t = useText();
  const { leave } = useSession();
  const [, navigate] = useLocation();
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const territory = useOwnTerritory() ?? null;
  const low = useLowBandwidth();
  const [traffic, setTraffic] = useState(0);
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
      <div id={id} ref={panel} popover="auto" className={styles.panel} onToggle={() => setTraffic(kilobytes())}>
        <p>
          <b>{me.name}</b>
          <span>{me.email ?? t("account.guest")}</span>
        </p>
        <div className={styles.languages}>
          <LanguageSwitch />
        </div>
        <label className={styles.saver}>
          <input type="checkbox" checked={low} onChange={(event) => setLowBandwidth(event.target.checked)} />
          <span>
            {t("account.lowBandwidth")}
            <small>{t("account.traffic", { kilobytes: traffic })}</small>
          </span>
        </label>
        <button type="button" onClick={go(() => navigate("/account"))}>
          {t("account.open")}
        </button>
        {me.animatedTerritories.length > 0 && (
          <button type="button" onClick={go(() => navigate("/administration"))}>
            {t("nav.administration")}
          </button>
        )}
        <button type="button" onClick={go(() => void leave().then(() => navigate("/")))}>
          {t("account.signOut")}
        </button>
      </div>
    </div>
  );
}
