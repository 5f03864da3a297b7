/** What a provider sends until the stage at which it fails. */
import type { Socket } from "node:net";
import { all, begin, half, say, wholeText } from "../raw/behaviours.ts";
import { head, LAST_CHUNK } from "../raw/raw-server.ts";
import type { Place } from "./place.ts";

/** All that comes before the failure at this place. */
export function comeTo(socket: Socket, { wire, mode, stage }: Place): void {
  if (stage === "before headers") return;
  if (mode === "streamed") comeToInStream(socket, { wire, mode, stage });
  else comeToInWhole(socket, { wire, mode, stage });
}

function comeToInStream(socket: Socket, { wire, stage }: Place): void {
  begin(socket, wire);
  if (stage === "before the first useful event") say(socket, wire.begin);
  if (stage === "mid-stream") say(socket, half(wire));
  if (stage === "after the end") say(socket, all(wire));
}

function comeToInWhole(socket: Socket, { wire, stage }: Place): void {
  const text = wholeText(wire);
  socket.write(head(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) }));
  if (stage === "mid-stream") socket.write(text.slice(0, text.length >> 1));
  if (stage === "after the end") socket.write(text);
}

export function close(socket: Socket): void {
  socket.write(LAST_CHUNK);
}

/** Time for what was written to arrive before the connection is broken. */
export function soon(act: () => void): void {
  setTimeout(act, 20);
}
