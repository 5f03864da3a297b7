// Sends one answer at its pace, whole or as a stream, and breaks it the way a fault says.
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Call } from "./calls.ts";
import { eventProblem } from "./fault-problem.ts";
import { type Fault, faultValue } from "./faults.ts";
import type { Pace } from "./pace.ts";
import type { Turn, Wire, WireEvent } from "./wire.ts";

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
export async function deliverBody(turn: Turn, delivery: Delivery): Promise<void> {
  const { wire, response, requestId, fault, pace } = delivery;
  await pace.tokens(Math.max(1, turn.answer.tokens));
  const failed = fault?.fault === "error-event";
  const body = JSON.stringify(failed ? wire.toError(eventProblem, requestId).body : wire.toBody(turn));
  const half = Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2);
  const sent = fault?.fault === "malformed" ? half : Buffer.from(body);
  response.writeHead(200, { ...delivery.headers, "content-type": "application/json", "content-length": sent.length });
  if (fault?.fault !== "cut-stream") {
    response.end(sent);
    return;
  }
  await flushed(response, half);
  breakConnection(delivery);
}

/** Sends the answer event by event. Opening events go at once; text waits for the pace. */
export async function deliverStream(turn: Turn, delivery: Delivery): Promise<void> {
  const { response, call, pace } = delivery;
  const headers = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };
  response.writeHead(200, { ...delivery.headers, ...headers });
  response.flushHeaders();
  for (const event of faulted(turn, delivery)) {
    if (event === "cut") {
      await flushed(response, "");
      breakConnection(delivery);
      return;
    }
    if (event.token) await pace.tokens(1);
    call.signal.throwIfAborted();
    if (!response.write(event.text)) await once(response, "drain", { signal: call.signal });
  }
  response.end();
}

/** The events with the fault put in after so many of them, or before the last one when there are fewer. */
function* faulted(turn: Turn, { wire, fault, requestId }: Delivery): Iterable<WireEvent | "cut"> {
  const events = wire.toEvents(turn);
  if (fault?.fault !== "cut-stream" && fault?.fault !== "error-event" && fault?.fault !== "malformed") {
    yield* events;
    return;
  }
  let done = false;
  for (const { event, at, last } of numbered(events)) {
    if (done || (at < faultValue(fault) && !last)) {
      yield event;
      continue;
    }
    if (fault.fault === "cut-stream") yield "cut";
    if (fault.fault === "error-event") yield wire.toErrorEvent(eventProblem, requestId);
    if (fault.fault !== "malformed") return;
    yield broken(event);
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
  const data = event.text.indexOf("data: ") + "data: ".length;
  const middle = data + Math.max(1, Math.floor((event.text.length - data) / 2));
  return { text: `${event.text.slice(0, middle).trimEnd()}\n\n`, token: event.token };
}

function flushed(response: ServerResponse, text: string | Buffer): Promise<void> {
  return new Promise((resolve) => response.write(text, () => resolve()));
}

function breakConnection({ response, call }: Delivery): void {
  call.breakOff();
  response.socket?.destroy();
}
