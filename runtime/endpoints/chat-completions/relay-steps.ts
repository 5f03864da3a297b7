/**
 * A stream passed on as bytes. Held back are the usage, which the gateway asks for whether the client did or not, and
 * the end mark, so that the cost can go in before it.
 */

import type { Usage } from "../../operations/chat/answer.ts";
import type { ReadRelayed, Step, StreamSteps } from "../../operations/chat/stream-steps.ts";
import type { RawEvent } from "../../wire/sse.ts";
import { costMember } from "./write-answer.ts";

const DONE = Buffer.from("data: [DONE]\n\n");

export class RelaySteps implements StreamSteps {
  usage: Usage | undefined;
  mayEnd = false;
  complete = false;
  readonly #read: ReadRelayed;
  readonly #wantsUsage: boolean;
  #useful = false;
  /** The event that the usage came with. */
  #usageEvent: RawEvent | undefined;

  constructor(read: ReadRelayed, wantsUsage: boolean) {
    this.#read = read;
    this.#wantsUsage = wantsUsage;
  }

  read(event: RawEvent): Step {
    const { useful, finish, done, usage, usageOnly, failure } = this.#read(event.bytes, !this.#useful);
    if (failure) return { failure };
    this.#useful ||= useful;
    this.mayEnd ||= finish || done;
    this.complete ||= done;
    if (done) return {};
    if (usage) {
      this.usage = usage;
      this.#usageEvent = event;
    }
    if (usageOnly) return {};
    return { bytes: usage ? withoutUsage(event) : event.bytes, useful };
  }

  ending(cost: number | undefined): Buffer {
    if (!this.#wantsUsage || !this.#usageEvent) return DONE;
    const { usage, ...event } = parse(this.#usageEvent);
    return Buffer.concat([write({ ...event, choices: [], usage: { ...usage, ...costMember(cost) } }), DONE]);
  }
}

interface UsageEvent {
  usage?: object;
}

/** Some hosts send the usage so far with every piece; clients would add it up. */
function withoutUsage(event: RawEvent): Buffer {
  const { usage: _, ...rest } = parse(event);
  return write(rest);
}

/** Only for events that were already read as JSON objects. */
function parse(event: RawEvent): UsageEvent {
  return JSON.parse(event.read()!.data) as UsageEvent;
}

function write(data: object): Buffer {
  return Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
}
