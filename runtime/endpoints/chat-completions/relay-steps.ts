/**
 * A stream passed on as bytes. Held back are the usage, which the gateway asks for whether the client did or not, and
 * the end mark, so that the cost can go in before it; what clients could not read is left out.
 */

import type { Usage } from "../../operations/chat/answer.ts";
import type { RelayReader, Step } from "../../operations/chat/stream-steps.ts";
import type { Refusal } from "../../refusal.ts";
import { isBare, type RawEvent } from "../../wire/sse.ts";
import type { ClientSteps } from "../endpoint.ts";
import { costMember } from "./write-answer.ts";
import { errorEvent, KEEP_ALIVE } from "./write-refusal.ts";

const DONE = Buffer.from("data: [DONE]\n\n");

export class RelaySteps implements ClientSteps {
  usage: Usage | undefined;
  complete = false;
  readonly #reader: RelayReader;
  readonly #wantsUsage: boolean;
  /** Choices that have begun and not finished. */
  readonly #open = new Set<number>();
  readonly #finished = new Set<number>();
  /** The event that the usage came with. */
  #usageEvent: RawEvent | undefined;

  constructor(reader: RelayReader, wantsUsage: boolean) {
    this.#reader = reader;
    this.#wantsUsage = wantsUsage;
  }

  /** Every choice that has begun has finished. */
  get mayEnd(): boolean {
    return this.#finished.size > 0 && this.#open.size === 0;
  }

  read(event: RawEvent): Step {
    const told = this.#reader.read(event.bytes);
    const { useful, readable, seen = [], finished, done, usage, usageOnly, mended, failure } = told;
    if (failure) return { failure };
    if (done) return this.#done();
    for (const choice of finished) this.#finished.add(choice);
    // Some hosts send a piece of nothing behind the finish.
    for (const choice of seen) if (!this.#finished.has(choice)) this.#open.add(choice);
    for (const choice of finished) this.#open.delete(choice);
    if (usage) {
      this.usage = usage;
      this.#usageEvent = event;
    }
    if (usageOnly || !readable) return { alive: usageOnly };
    if (mended) return { bytes: Buffer.concat(mended.map(withoutUsage)), useful, alive: true };
    return { bytes: usage ? withoutUsage(parse(event)) : plain(event), useful, alive: true };
  }

  runEnd(bytes: Buffer, from: number): number {
    return this.#reader.runEnd?.(bytes, from) ?? from;
  }

  #done(): Step {
    this.complete = this.mayEnd;
    if (this.complete) return { alive: true };
    if (this.#open.size === 0) return { failure: { class: "malformed", detail: "the stream ended without an answer" } };
    return { failure: { class: "truncated", detail: "the stream ended without a finish" } };
  }

  ending(cost: number | undefined): Buffer {
    if (!this.#wantsUsage || !this.#usageEvent) return DONE;
    const { usage, ...event } = parse(this.#usageEvent);
    return Buffer.concat([write({ ...event, choices: [], usage: { ...usage, ...costMember(cost) } }), DONE]);
  }

  keepAlive(): Buffer {
    return Buffer.from(KEEP_ALIVE);
  }

  broken(refusal: Refusal): Buffer {
    return Buffer.from(errorEvent(refusal));
  }
}

interface UsageEvent {
  usage?: object;
}

/** With nothing but its data: clients differ in what else they can read. */
function plain(event: RawEvent): Buffer {
  return isBare(event.bytes) ? event.bytes : write(parse(event));
}

/** Some hosts send the usage so far with every piece; clients would add it up. */
function withoutUsage(event: UsageEvent): Buffer {
  const { usage: _, ...rest } = event;
  return write(rest);
}

/** Only for events that were already read as JSON objects. */
function parse(event: RawEvent): UsageEvent {
  return JSON.parse(event.read()!.data) as UsageEvent;
}

function write(data: object): Buffer {
  return Buffer.from(`data: ${JSON.stringify(data)}\n\n`);
}
