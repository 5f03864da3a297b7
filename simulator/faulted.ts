// An answer as a fault leaves it.
import { eventProblem } from "./fault-problem.ts";
import { type Fault, faultValue } from "./faults.ts";
import type { WireEvent } from "./framing.ts";
import type { Reply, Wire } from "./wire.ts";

/** Whose answer it is, and the fault that it meets. */
export interface Broken {
  readonly wire: Wire;
  readonly requestId: string;
  readonly fault: Fault | undefined;
}

/** A whole answer. `cut-stream` sends but the half of it, `malformed` says that this is all. */
export function faultedBody(reply: Reply, { wire, fault, requestId }: Broken): { sent: Buffer; half: Buffer } {
  const failed = fault?.fault === "error-event";
  const body = Buffer.from(JSON.stringify(failed ? wire.toError(eventProblem, requestId).body : reply.body()));
  const half = body.subarray(0, body.length / 2);
  return { sent: fault?.fault === "malformed" ? half : body, half };
}

export interface Sent {
  readonly event: WireEvent;
  /** The connection breaks at this event. */
  readonly cut?: true;
}

/** The events with the fault put in after so many of them, or before the last one when there are fewer. */
export function* faultedEvents(reply: Reply, { wire, fault, requestId }: Broken): Iterable<Sent> {
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
