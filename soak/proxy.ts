import { connect, createServer, type Socket } from "node:net";
import { freePort } from "../testing/free-port.ts";

/** A line between clients and a server that can go bad. */
export interface Proxy {
  readonly port: number;
  /** Breaks every connection, and takes none until `heal`. */
  cut(): void;
  /** Connections stay open, and nothing comes through any more. */
  hang(): void;
  /** So many bytes a second in each direction. */
  slow(bytesPerSecond: number): void;
  heal(): void;
  close(): void;
}

export async function startProxy(target: number): Promise<Proxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let state: "well" | "cut" | "hanging" = "well";
  let rate = Number.POSITIVE_INFINITY;

  const pipe = (from: Socket, to: Socket) => {
    from.on("data", (bytes) => {
      if (state === "hanging") return;
      to.write(bytes);
      if (rate === Number.POSITIVE_INFINITY) return;
      from.pause();
      setTimeout(() => from.resume(), (1000 * bytes.length) / rate);
    });
    from.on("close", () => {
      sockets.delete(from);
      if (state !== "hanging") to.destroy();
    });
    from.on("error", () => from.destroy());
  };
  const server = createServer((client) => {
    if (state === "cut") {
      client.destroy();
      return;
    }
    const upstream = connect({ port: target, host: "127.0.0.1", noDelay: true });
    sockets.add(client).add(upstream);
    pipe(client, upstream);
    pipe(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    cut() {
      state = "cut";
      destroyAll();
    },
    hang() {
      state = "hanging";
    },
    slow(bytesPerSecond) {
      rate = bytesPerSecond;
    },
    heal() {
      // What hung is lost for good, as behind a router that forgot it.
      if (state === "hanging") destroyAll();
      state = "well";
      rate = Number.POSITIVE_INFINITY;
    },
    close() {
      destroyAll();
      server.close();
    },
  };
}
