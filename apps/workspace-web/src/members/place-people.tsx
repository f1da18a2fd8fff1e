import type { Member, Members } from "@milango/core/members";
import type { PlaceName } from "@milango/sdk";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { problemSentence } from "../app/problem-sentence.ts";
import { useResource } from "../app/resource.ts";
import { useMe } from "../app/session.tsx";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import { BareArch } from "../ui/person-arch.tsx";
import { InviteByLink } from "./invite-by-link.tsx";
import { InviteByMail } from "./invite-by-mail.tsx";
import { PendingInvitations } from "./pending-invitations.tsx";
import styles from "./place-people.module.css";
import { useRoleName } from "./role-name.ts";

/** Who belongs to a place and as what; for those who may, how others are asked in. */
export function PlacePeople({ place }: { readonly place: PlaceName }) {
  const read = useResource(`members ${place.in} ${place.of ?? ""}`, (signal) =>
    milango.members.list(place, { signal }),
  );
  if (read.value === undefined)
    return read.failure === undefined ? <Loading /> : <Failure failure={read.failure} retry={read.reload} />;
  return <People place={place} members={read.value} reload={read.reload} />;
}

interface PeopleProps {
  readonly place: PlaceName;
  readonly members: Members;
  readonly reload: () => void;
}

function People({ place, members, reload }: PeopleProps) {
  const t = useText();
  const intl = useIntl();
  const { items, through, invitations, grants } = members;
  return (
    <div className={styles.people}>
      {items.length === 0 ? (
        <p className={styles.none}>{t(`members.none.${place.in}`)}</p>
      ) : (
        <ul className={styles.list} aria-label={t("members.list")}>
          {items.map((member) => (
            <MemberRow key={member.id} member={member} grants={grants} onChange={reload} />
          ))}
        </ul>
      )}
      {through.length > 0 && (
        <p className={styles.none}>
          {t("members.through", { names: intl.formatList(through.map(({ name }) => name)) })}
        </p>
      )}
      {grants.length > 0 && (
        <>
          <InviteByMail place={place} grants={grants} onSent={reload} />
          {place.in === "workshop" && <InviteByLink workshopId={place.of} grants={grants} onMade={reload} />}
          {invitations.length > 0 && <PendingInvitations invitations={invitations} onChange={reload} />}
        </>
      )}
    </div>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly grants: readonly string[];
  readonly onChange: () => void;
}

function MemberRow({ member, grants, onChange }: MemberRowProps) {
  const t = useText();
  const announce = useAnnounce();
  const roleName = useRoleName();
  const nameOf = useTerritoryName();
  const me = useMe();
  const [failure, setFailure] = useState<unknown>();
  const { person, role } = member;
  const own = me?.id === person.id;
  const manages = grants.includes(role.role);
  const where =
    role.in === "network" && role.territories !== null ? role.territories.map(nameOf).join(", ") : undefined;
  const settle = (done: Promise<unknown>, title: string) =>
    done.then(() => {
      announce({ title });
      onChange();
    }, setFailure);
  return (
    <li className={styles.member}>
      <BareArch name={person.name} territory={person.territory} />
      <span className={styles.who}>
        <b>
          {person.name}
          {own && ` (${t("members.you")})`}
        </b>
        <span>{[person.guest ? t("members.guest") : person.email, where].filter(Boolean).join(" · ")}</span>
        {failure !== undefined && <span role="alert">{problemSentence(failure, t)}</span>}
      </span>
      {manages && grants.length > 1 ? (
        <select
          className={inputClass}
          aria-label={t("members.roleOf", { name: person.name })}
          value={role.role}
          onChange={(event) =>
            settle(
              milango.members.change(member.id, event.target.value),
              t("members.changed", { name: person.name, role: roleName(event.target.value) }),
            )
          }
        >
          {grants.map((each) => (
            <option key={each} value={each}>
              {roleName(each)}
            </option>
          ))}
        </select>
      ) : (
        <span className={styles.role}>{roleName(role.role)}</span>
      )}
      {(manages || own) && (
        <Button
          look="bare"
          size="small"
          aria-label={t(own ? "members.leave" : "members.removeOf", { name: person.name })}
          onClick={() => settle(milango.members.remove(member.id), t("members.removed", { name: person.name }))}
        >
          {t(own ? "members.leave" : "members.remove")}
        </Button>
      )}
    </li>
  );
}
