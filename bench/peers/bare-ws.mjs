// A ceiling: ws and nothing else. What one says goes to the others of its address; nothing is read or kept.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const rooms = new Map();
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const server = createServer();
server.on("upgrade", (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (opened) => {
    const room = rooms.get(request.url) ?? new Set();
    rooms.set(request.url, room.add(opened));
    opened.on("message", (data) => {
      // A first message that asks for the state is answered with an empty one, so that clients begin.
      if (data[0] === 0 && data[1] === 0) return opened.send(new Uint8Array([0, 1, 2, 0, 0]));
      for (const other of room) if (other !== opened) other.send(data);
    });
    opened.on("close", () => room.delete(opened));
  }),
);
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
