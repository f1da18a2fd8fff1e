import type { Bus } from "@milango/bus";
import type { Thesaurus } from "@milango/core/needs/thesaurus";
import type { Settings } from "./config.ts";
import type { Db } from "./database/open-database.ts";
import type { Relay } from "./database/relay.ts";
import type { Documents } from "./documents/documents.ts";
import type { Identity } from "./identity/identity.ts";
import type { Post } from "./mail/post.ts";
import type { Annotator } from "./needs/annotator.ts";
import type { Clock, Log, NewId } from "./ports.ts";

/** What every room of the gateway is given. */
export interface Deps {
  readonly db: Db;
  readonly bus: Bus;
  readonly relay: Relay;
  readonly identity: Identity;
  readonly documents: Documents;
  readonly thesaurus: Thesaurus;
  readonly annotator: Annotator;
  readonly post: Post;
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly newId: NewId;
  readonly clock: Clock;
  readonly log: Log;
}
