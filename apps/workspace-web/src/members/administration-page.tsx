import type { TerritoryCode } from "@milango/core/actors";
import { territoryCodes } from "@milango/core/actors";
import { useSearchParams } from "wouter";
import { AddActor } from "../actors/add-actor.tsx";
import { ProposalQueue } from "../actors/proposal-queue.tsx";
import { PageTitle } from "../app/page-title.tsx";
import { useMe } from "../app/session.tsx";
import shell from "../app/shell.module.css";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { ApiKeys } from "../identity/api-keys.tsx";
import { classes } from "../ui/classes.ts";
import { Empty } from "../ui/empty.tsx";
import { Field } from "../ui/field.tsx";
import styles from "./administration-page.module.css";
import { AuditLog } from "./audit-log.tsx";
import { PlacePeople } from "./place-people.tsx";

const network = { in: "network" } as const;
const tabs = ["queue", "people", "keys", "log"] as const;
type Tab = (typeof tabs)[number];

/** The work behind the network: what waits to be decided, who animates it, which programs use it, who did what. */
export default function AdministrationPage() {
  const t = useText();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  if (me === undefined) return null;
  const shown = tabs.filter((tab) => tab !== "keys" || me.administrator);
  const tab: Tab = shown.find((each) => each === search.get("tab")) ?? "queue";
  const animates = me.animatedTerritories.length > 0;
  return (
    <div className={classes(shell.page, styles.page)}>
      <PageTitle title={t("admin.title")} />
      {animates ? (
        <>
          <nav className={styles.tabs} aria-label={t("admin.tabs")}>
            {shown.map((each) => (
              <button
                key={each}
                type="button"
                aria-current={each === tab ? "page" : undefined}
                onClick={() => setSearch({ tab: each }, { replace: true })}
              >
                {t(`admin.${each}`)}
              </button>
            ))}
          </nav>
          {tab === "queue" && (
            <>
              <ProposalQueue />
              <AddActor territories={me.animatedTerritories === "all" ? territoryCodes : me.animatedTerritories} />
            </>
          )}
          {tab === "people" && <PlacePeople place={network} />}
          {tab === "keys" && <ApiKeys />}
          {tab === "log" && (
            <Log
              everywhere={me.administrator}
              territories={me.animatedTerritories === "all" ? territoryCodes : me.animatedTerritories}
            />
          )}
        </>
      ) : (
        <Empty title={t("admin.notYours")}>{t("admin.notYoursHint")}</Empty>
      )}
    </div>
  );
}

interface LogProps {
  readonly everywhere: boolean;
  readonly territories: readonly TerritoryCode[];
}

function Log({ everywhere, territories }: LogProps) {
  const t = useText();
  const nameOf = useTerritoryName();
  const [search, setSearch] = useSearchParams();
  const wanted = territories.find((code) => code === search.get("territory"));
  const territory = wanted ?? (everywhere ? undefined : territories[0]);
  return (
    <>
      {(everywhere || territories.length > 1) && (
        <div className={styles.narrow}>
          <Field label={t("members.where")}>
            <select
              value={territory ?? ""}
              onChange={(event) => setSearch({ tab: "log", territory: event.target.value }, { replace: true })}
            >
              {everywhere && <option value="">{t("members.everywhere")}</option>}
              {territories.map((code) => (
                <option key={code} value={code}>
                  {nameOf(code)}
                </option>
              ))}
            </select>
          </Field>
        </div>
      )}
      <AuditLog key={territory ?? "all"} territory={territory} />
    </>
  );
}
