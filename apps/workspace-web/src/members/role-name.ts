import { type MessageId, useText } from "../app/text.ts";

const names: Readonly<Record<string, MessageId>> = {
  owner: "role.owner",
  facilitator: "role.facilitator",
  editor: "role.editor",
  commenter: "role.commenter",
  viewer: "role.viewer",
  representative: "role.representative",
  animator: "role.animator",
  administrator: "role.administrator",
};

/** What a role is called; a role of a newer server is shown as it is named there. */
export function useRoleName(): (role: string) => string {
  const t = useText();
  return (role) => (names[role] === undefined ? role : t(names[role]));
}
