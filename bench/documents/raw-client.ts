import { connect, type Socket } from "node:net";

/** A WebSocket client that costs next to nothing, so that the server is what is measured. */
export interface RawClient {
  readonly socket: Socket;
  /** Frames of the server that were read, and their payload bytes. */
  frames: number;
  bytes: number;
  /** The payload of each frame; it is only there during the call. */
  onFrame: ((payload: Buffer) => void) | undefined;
  onClose: ((code: number) => void) | undefined;
  send(frame: Uint8Array): void;
  /** Reads nothing more until told otherwise. */
  pause(): void;
  resume(): void;
  destroy(): void;
}

/** Opens a WebSocket; rejects when the server answers anything else. */
export function openRaw(options: {
  readonly port: number;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: string | undefined;
}): Promise<RawClient> {
  const { port, path, headers = {}, protocol } = options;
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let rest: Buffer = Buffer.alloc(0);
  let isOpen = false;
  const client: RawClient = {
    socket,
    frames: 0,
    bytes: 0,
    onFrame: undefined,
    onClose: undefined,
    send: (frame) => void socket.write(frame),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    destroy: () => void socket.destroy(),
  };
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ];
  socket.write(lines.join("\r\n"));

  return new Promise((resolve, reject) => {
    socket.on("error", (error) => {
      if (!isOpen) reject(error);
    });
    socket.on("close", () => {
      client.onClose?.(1006);
      client.onClose = undefined;
      if (!isOpen) reject(new Error("closed before it opened"));
    });
    socket.on("data", (chunk: Buffer) => {
      let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      rest = emptyBuffer;
      if (!isOpen) {
        const end = data.indexOf("\r\n\r\n");
        if (end < 0) {
          rest = data;
          return;
        }
        const status = data.subarray(0, data.indexOf("\r\n")).toString();
        if (!status.includes(" 101 ")) {
          reject(new Error(status));
          socket.destroy();
          return;
        }
        isOpen = true;
        data = data.subarray(end + 4);
        resolve(client);
      }
      rest = readFrames(client, data);
    });
  });
}

const emptyBuffer = Buffer.alloc(0);

/** Reads the whole frames of what came; answers what is left. */
function readFrames(client: RawClient, data: Buffer): Buffer {
  let at = 0;
  for (;;) {
    if (data.length - at < 2) break;
    const opcode = (data[at] as number) & 15;
    let length = (data[at + 1] as number) & 127;
    let head = 2;
    if (length === 126) {
      if (data.length - at < 4) break;
      length = data.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      if (data.length - at < 10) break;
      length = data.readUInt32BE(at + 6);
      head = 10;
    }
    if (data.length - at < head + length) break;
    if (opcode === 2) {
      client.frames++;
      client.bytes += length;
      if (client.onFrame !== undefined) client.onFrame(data.subarray(at + head, at + head + length));
    } else if (opcode === 9) client.socket.write(clientFrame(data.subarray(at + head, at + head + length), 10));
    else if (opcode === 8) {
      client.onClose?.(length >= 2 ? data.readUInt16BE(at + head) : 1005);
      client.onClose = undefined;
    }
    at += head + length;
  }
  return at === data.length ? emptyBuffer : data.subarray(at);
}

/** A frame as clients send it; masked with zeros, which leaves the payload as it is. */
export function clientFrame(payload: Uint8Array, opcode = 2): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.alloc(head + 4 + length);
  frame[0] = 0x80 | opcode;
  if (head === 2) frame[1] = 0x80 | length;
  else if (head === 4) {
    frame[1] = 0x80 | 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 0x80 | 127;
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    frame.writeUInt32BE(length % 2 ** 32, 6);
  }
  frame.set(payload, head + 4);
  return frame;
}
