import { useIntl } from "react-intl";
import { classes } from "../ui/classes.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import styles from "./sync-pill.module.css";
import { useSyncStatus } from "./sync-status.ts";
import { useText } from "./text.ts";

/** Where one's changes are. "Saved" is said only when the server has them. */
export function SyncPill() {
  const t = useText();
  const intl = useIntl();
  const status = useSyncStatus();
  const [icon, text, kept] = ((): [IconName, string, boolean] => {
    switch (status.state) {
      case "saved":
        return ["ok", t("sync.saved"), false];
      case "connecting":
        return ["up", t("sync.connecting"), false];
      case "saving":
        return ["up", t("sync.saving", { count: status.changes }), false];
      case "refused":
        return ["off", t("sync.refused"), true];
      case "offline": {
        const since = intl.formatTime(status.since, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        if (status.changes > 0) return ["device", t("sync.kept", { count: status.changes, since }), true];
        return ["off", t("sync.offline", { since }), true];
      }
    }
  })();
  return (
    <span className={classes(styles.pill, kept && styles.kept)} role="status" data-sync={status.state}>
      <Icon name={icon} />
      {text}
    </span>
  );
}
