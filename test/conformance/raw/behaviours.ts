/** What a provider does on its socket: the pieces that bad behaviours are made of. */
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answer, chunk, head, LAST_CHUNK, type RawRequest } from "./raw-server.ts";
import type { Wire } from "./wire.ts";
import { spoken } from "./wires.ts";

export interface Asked {
  wire: Wire;
  stream: boolean;
  request: RawRequest;
}

export type Behave = (socket: Socket, asked: Asked) => void | Promise<void>;

/** `first`: its answer reaches the client; `second`: the other's; `broken`: what began is broken off as an error. */
export type Outcome = "first" | "second" | "broken";

export interface Kind {
  behave: Behave;
  stream: Outcome | Partial<Record<string, Outcome>>;
  /** Absent: only streams do this. */
  whole?: Outcome;
  limits?: object;
  /** So much that wires are asked one after the other: all at once would wait for one another until deadlines pass. */
  large?: true;
  /** Wires that have such a thing. */
  on?(wire: Wire): boolean;
}

export const TEXTS = ["Hel", "lo"];
export const isEvents = ({ type }: Wire): boolean => type === "text/event-stream";

export function begin(socket: Socket, wire: Wire, headers: Record<string, string> = {}): void {
  socket.write(head(200, { "content-type": wire.type, "transfer-encoding": "chunked", ...headers }));
}

export function say(socket: Socket, pieces: readonly (string | Buffer)[]): void {
  for (const piece of pieces) socket.write(chunk(piece));
}

export function stream(socket: Socket, wire: Wire, pieces: readonly (string | Buffer)[]): void {
  begin(socket, wire);
  say(socket, pieces);
  socket.write(LAST_CHUNK);
}

export const wholeText = (wire: Wire, text = "Hello"): string => JSON.stringify(wire.whole(text));
export const half = (wire: Wire): Buffer[] => [...wire.begin, wire.text("Hel")];
export const all = (wire: Wire): Buffer[] => spoken(wire, TEXTS);

/** For those who say nothing, or nothing that counts. */
export const short: object = { deadline: 1_200, idle: 300, firstToken: 300 };

export const ok: Behave = (socket, { wire, stream: isStream }) =>
  isStream ? stream(socket, wire, all(wire)) : answer(socket, 200, wholeText(wire));

/** Of a stream its events, changed as text. */
export const edited =
  (edit: (text: string) => string): Behave =>
  (socket, { wire }) =>
    stream(
      socket,
      wire,
      all(wire).map((event) => edit(event.toString("utf8"))),
    );

/** What has begun, and then `after`. */
export const begun =
  (after: (socket: Socket, wire: Wire) => void | Promise<void>): Behave =>
  (socket, { wire }) => {
    begin(socket, wire);
    say(socket, half(wire));
    return after(socket, wire);
  };

export const json =
  (status: number, body: string, headers?: Record<string, string>): Behave =>
  (socket) =>
    answer(socket, status, body, headers);

export async function comments(socket: Socket): Promise<void> {
  while (!socket.destroyed) {
    socket.write(chunk(": ping\n\n"));
    await sleep(50);
  }
}
