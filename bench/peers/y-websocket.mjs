// The reference server for y-websocket, as it comes: it stores nothing.
import { createServer } from "node:http";
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
sockets.on("connection", setupWSConnection);
const server = createServer();
server.on("upgrade", (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request)),
);
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
