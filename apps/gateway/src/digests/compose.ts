import type { Thesaurus } from "@milango/core/needs/thesaurus";
import type { Composer } from "../mail/post.ts";
import { digestMail } from "./digest-mail.ts";
import { gatherFor } from "./gather.ts";
import { stopToken } from "./stop-token.ts";

export function digestComposer(deps: {
  readonly thesaurus: Thesaurus;
  readonly publicUrl: string;
  readonly secret: string;
  readonly now: () => number;
}): Composer {
  return async (db, to) =>
    digestMail({
      name: to.name,
      locale: to.locale,
      gathered: await gatherFor(db, deps.thesaurus, to.id, deps.now()),
      publicUrl: deps.publicUrl,
      stopLink: `${deps.publicUrl}/digest/stop?token=${stopToken(deps.secret, to.id)}`,
    });
}
