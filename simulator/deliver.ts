// Sends one answer at its pace, whole or as a stream, and breaks it the way a fault says.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Call } from "./calls.ts";
import { type Broken, faultedBody, faultedEvents } from "./faulted.ts";
import type { Framing } from "./framing.ts";
import type { Pace } from "./pace.ts";
import type { Reply } from "./wire.ts";

export interface Delivery extends Broken {
  readonly response: ServerResponse;
  readonly call: Call;
  readonly headers: Record<string, string>;
  readonly pace: Pace;
}

/** Sends the answer as one body. `cut-stream` stops half way through it, `malformed` ends the JSON half way. */
export async function deliverBody(reply: Reply, delivery: Delivery): Promise<void> {
  const { response, fault, pace } = delivery;
  await pace.tokens(Math.max(1, reply.tokens));
  const { sent, half } = faultedBody(reply, delivery);
  const type = { "content-type": "application/json", "content-length": sent.length };
  response.writeHead(200, { ...delivery.headers, ...reply.headers, ...type });
  if (fault?.fault !== "cut-stream") {
    response.end(sent);
    return;
  }
  await flushed(response, half);
  breakConnection(delivery);
}

/** Sends the answer event by event. Opening events go at once; text waits for the pace. */
export async function deliverStream(reply: Reply, framing: Framing, delivery: Delivery): Promise<void> {
  const { response, call, pace } = delivery;
  response.writeHead(200, { ...delivery.headers, ...framing.headers });
  response.flushHeaders();
  let at = 0;
  for (const { event, cut } of faultedEvents(reply, delivery)) {
    const bytes = framing.encode(event, at++);
    if (cut) {
      await flushed(response, framing.cutInside ? bytes.slice(0, bytes.length / 2) : "");
      breakConnection(delivery);
      return;
    }
    if (event.token) await pace.tokens(1);
    call.signal.throwIfAborted();
    if (!response.write(bytes)) await once(response, "drain", { signal: call.signal });
  }
  response.end(framing.end);
}

function flushed(response: ServerResponse, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}

function breakConnection({ response, call }: Delivery): void {
  call.breakOff();
  response.socket?.destroy();
}
