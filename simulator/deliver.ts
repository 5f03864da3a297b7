// Sends one answer at its pace, whole or as a stream, and breaks it the way a fault says.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Call } from "./calls.ts";
import { eventProblem } from "./fault-problem.ts";
import { type Fault, faultValue } from "./faults.ts";
import type { Framing, WireEvent } from "./framing.ts";
import type { Pace } from "./pace.ts";
import type { Reply, Wire } from "./wire.ts";

export interface Delivery {
  readonly wire: Wire;
  readonly response: ServerResponse;
  readonly call: Call;
  readonly requestId: string;
  readonly headers: Record<string, string>;
  readonly pace: Pace;
  readonly fault: Fault | undefined;
}

/** Sends the answer as one body. `cut-stream` stops half way through it, `malformed` ends the JSON half way. */
export async function deliverBody(reply: Reply, delivery: Delivery): Promise<void> {
  const { wire, response, requestId, fault, pace } = delivery;
  await pace.tokens(Math.max(1, reply.tokens));
  const failed = fault?.fault === "error-event";
  const body = JSON.stringify(failed ? wire.toError(eventProblem, requestId).body : reply.body());
  const half = Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2);
  const sent = fault?.fault === "malformed" ? half : Buffer.from(body);
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
  for (const { event, cut } of faulted(reply, delivery)) {
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

interface Sent {
  readonly event: WireEvent;
  /** The connection breaks at this event. */
  readonly cut?: true;
}

/** The events with the fault put in after so many of them, or before the last one when there are fewer. */
function* faulted(reply: Reply, { wire, fault, requestId }: Delivery): Iterable<Sent> {
  const events = reply.events();
  if (fault?.fault !== "cut-stream" && fault?.fault !== "error-event" && fault?.fault !== "malformed") {
    for (const event of events) yield { event };
    return;
  }
  let done = false;
  for (const { event, at, last } of numbered(events)) {
    if (done || (at < faultValue(fault) && !last)) {
      yield { event };
      continue;
    }
    if (fault.fault === "cut-stream") yield { event, cut: true };
    if (fault.fault === "cut-stream") return;
    if (fault.fault === "error-event") yield { event: wire.toErrorEvent(eventProblem, requestId) };
    if (fault.fault !== "malformed") return;
    yield { event: broken(event) };
    done = true;
  }
}

function* numbered(events: Iterable<WireEvent>): Iterable<{ event: WireEvent; at: number; last: boolean }> {
  let held: WireEvent | undefined;
  let at = 0;
  for (const event of events) {
    if (held) yield { event: held, at: at++, last: false };
    held = event;
  }
  if (held) yield { event: held, at, last: true };
}

/** The event with its data cut in the middle. */
function broken(event: WireEvent): WireEvent {
  return { ...event, data: event.data.slice(0, Math.max(1, event.data.length / 2)).trimEnd() };
}

function flushed(response: ServerResponse, text: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}

function breakConnection({ response, call }: Delivery): void {
  call.breakOff();
  response.socket?.destroy();
}
