// A ceiling: frames read and written by hand on TCP, one write a socket a turn. Nothing is read into or kept.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const rooms = new Map();
const dirty = new Set();
const server = createServer();

function flush() {
  for (const room of dirty) {
    const all = Buffer.concat(room.waiting.map(({ frame }) => frame));
    for (const socket of room.sockets) {
      const others = room.waiting.some(({ from }) => from === socket)
        ? Buffer.concat(room.waiting.flatMap(({ frame, from }) => (from === socket ? [] : [frame])))
        : all;
      if (others.length > 0) socket.write(others);
    }
    room.waiting = [];
  }
  dirty.clear();
}

server.on("upgrade", (request, socket) => {
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.setNoDelay(true);
  const room = rooms.get(request.url) ?? { sockets: new Set(), waiting: [] };
  rooms.set(request.url, room);
  room.sockets.add(socket);
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    for (;;) {
      if (data.length - at < 6) break;
      let length = data[at + 1] & 127;
      let head = 2;
      if (length === 126) {
        length = data.readUInt16BE(at + 2);
        head = 4;
      }
      if (data.length - at < head + 4 + length) break;
      const payload = data.subarray(at + head + 4, at + head + 4 + length);
      for (let nth = 0; nth < length; nth++) payload[nth] ^= data[at + head + (nth & 3)];
      at += head + 4 + length;
      if (payload[0] === 0 && payload[1] === 0) {
        socket.write(Buffer.from([0x82, 5, 0, 1, 2, 0, 0]));
        continue;
      }
      const frame = Buffer.allocUnsafe(head + length);
      frame[0] = 0x82;
      if (head === 2) frame[1] = length;
      else {
        frame[1] = 126;
        frame.writeUInt16BE(length, 2);
      }
      payload.copy(frame, head);
      room.waiting.push({ frame, from: socket });
      if (dirty.size === 0) setImmediate(flush);
      dirty.add(room);
    }
    rest = data.subarray(at);
  });
  socket.on("close", () => room.sockets.delete(socket));
  socket.on("error", () => socket.destroy());
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
