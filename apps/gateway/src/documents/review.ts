import type { Caller, DocumentId } from "@milango/core/identity";
import { type Access, type Connection, closeCode } from "./connection.ts";
import type { DocumentRights } from "./rights.ts";
import type { Room } from "./room.ts";

/**
 * Looks again at who may stay in the rooms open here. A person with ten documents open, or a document with a hundred
 * connections of one key, is asked about once.
 */
export async function reviewRights(
  rooms: Iterable<Room>,
  rightsOf: (connection: Connection) => DocumentRights | undefined,
): Promise<void> {
  const callers = new Map<string, Promise<Caller | undefined>>();
  const accesses = new Map<string, Promise<Access | undefined>>();

  const once = <Value>(known: Map<string, Promise<Value>>, key: string, ask: () => Promise<Value>): Promise<Value> => {
    const asked = known.get(key) ?? ask();
    known.set(key, asked);
    return asked;
  };

  const reviewOne = async (id: DocumentId, connection: Connection): Promise<void> => {
    const rights = rightsOf(connection);
    const name = nameOf(connection.caller);
    const caller = rights && (await once(callers, name, () => rights.renew(connection.caller)));
    if (rights === undefined || caller === undefined) {
      connection.socket.close(closeCode.signIn, "sign in");
      return;
    }
    const access = await once(accesses, `${name} ${id}`, () => rights.accessOf(caller, id));
    if (access === undefined) connection.socket.close(closeCode.forbidden, "not yours");
    else connection.access = access;
  };

  for (const room of rooms) {
    for (const connection of [...room.connections]) await reviewOne(room.id, connection);
  }
}

function nameOf(caller: Caller): string {
  if (caller.kind === "person") return `session:${caller.sessionId}`;
  return caller.kind === "program" ? `key:${caller.keyId}` : "anonymous";
}
