/**
 * The body of a streamed answer. What comes before the first useful event is held; that event commits the attempt,
 * and from then on everything goes to the client as it comes.
 */

import type { AnswerBody } from "../attempts/answer-body.ts";
import type { Failure } from "../failures.ts";
import type { StreamSteps } from "../operations/chat/stream-steps.ts";
import { EventReader, type RawEvent } from "../wire/sse.ts";

/** The client's end of a stream. */
export interface StreamSink {
  /** Called once, before the first `write`. */
  open(): void;
  /** Answers false when no more should be written until it has drained. */
  write(bytes: Buffer): boolean;
  drained(listener: () => void): void;
}

const HELD = 1024 * 1024;

export class StreamBody implements AnswerBody {
  committed = false;
  readonly steps: StreamSteps;
  readonly #sink: StreamSink;
  readonly #events = new EventReader();
  #held: Buffer[] = [];
  #heldBytes = 0;
  #full = false;

  constructor(steps: StreamSteps, sink: StreamSink) {
    this.steps = steps;
    this.#sink = sink;
  }

  get mayEnd(): boolean {
    return this.steps.mayEnd;
  }

  get complete(): boolean {
    return this.committed && this.steps.complete;
  }

  push(bytes: Buffer): Failure | undefined {
    const failure = this.#take(this.#events.pushRaw(bytes));
    return failure ?? this.#events.failure ?? this.#finish(this.steps.complete);
  }

  end(): Failure | undefined {
    const last = this.#events.end();
    const failure = last && this.#take([last]);
    if (failure) return failure;
    return this.steps.mayEnd ? this.#finish(true) : { class: "truncated", detail: "the stream ended without a finish" };
  }

  waits(drained: () => void): boolean {
    if (!this.#full) return false;
    this.#sink.drained(() => {
      this.#full = false;
      drained();
    });
    return true;
  }

  /** What came before a failure is still sent, if the stream has committed. */
  #take(events: RawEvent[]): Failure | undefined {
    const out: Buffer[] = [];
    let failure: Failure | undefined;
    for (const event of events) {
      const step = this.steps.read(event);
      if (step.bytes) out.push(step.bytes);
      if (step.useful && !this.committed) this.#commit(out);
      failure = step.failure;
      if (failure) break;
    }
    return this.#send(out) ?? failure;
  }

  #commit(out: Buffer[]): void {
    this.committed = true;
    this.#sink.open();
    out.unshift(...this.#held);
    this.#held = [];
  }

  #send(out: Buffer[]): Failure | undefined {
    if (out.length === 0) return undefined;
    if (this.committed) {
      this.#full = !this.#sink.write(out.length === 1 ? out[0]! : Buffer.concat(out));
      return undefined;
    }
    this.#held.push(...out);
    this.#heldBytes += out.reduce((sum, bytes) => sum + bytes.length, 0);
    return this.#heldBytes > HELD
      ? { class: "malformed", detail: "the stream began without anything useful" }
      : undefined;
  }

  /** An answer without anything useful is an answer too. */
  #finish(ended: boolean): undefined {
    if (!ended || this.committed) return;
    const out: Buffer[] = [];
    this.#commit(out);
    this.#send(out);
  }
}
