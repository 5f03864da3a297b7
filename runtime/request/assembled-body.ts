/** A whole answer that comes as a stream, so that silence is told from slowness: it opens when all of it is there. */
import type { AnswerBody } from "../attempts/answer-body.ts";
import type { Failure } from "../failures.ts";
import type { FrameReader } from "../wire/framing.ts";
import type { RawEvent } from "../wire/sse.ts";
import type { WholeAnswer } from "./whole-answer.ts";
import type { WholeSteps } from "./whole-steps.ts";

const CEILING = 64 * 1024 * 1024;

export class AssembledBody implements AnswerBody {
  opened = false;
  begun = false;
  heard = 0;
  /** Set when it has opened. */
  answer: WholeAnswer | undefined;
  readonly #steps: WholeSteps;
  readonly #events: FrameReader;
  held = 0;

  constructor(steps: WholeSteps, events: FrameReader) {
    this.#steps = steps;
    this.#events = events;
  }

  get mayEnd(): boolean {
    return this.#steps.mayEnd;
  }

  get complete(): boolean {
    return this.opened;
  }

  push(bytes: Buffer): Failure | undefined {
    this.held += bytes.length;
    if (this.held > CEILING) return { class: "malformed", detail: `the answer is over ${CEILING} bytes` };
    const failure = this.#take(this.#events.pushRaw(bytes)) ?? this.#events.failure;
    if (failure) return failure;
    return this.#steps.complete ? this.#close() : undefined;
  }

  end(): Failure | undefined {
    if (this.opened) return undefined;
    const last = this.#events.end();
    const failure = (last && this.#take([last])) ?? this.#events.failure;
    if (failure) return failure;
    if (!this.#steps.mayEnd) return { class: "truncated", detail: "the stream ended without a finish" };
    return this.#close();
  }

  waits(): boolean {
    return false;
  }

  #take(events: Iterable<RawEvent>): Failure | undefined {
    for (const event of events) {
      const { useful, alive, failure } = this.#steps.read(event);
      if (useful) this.begun = true;
      if (alive) this.heard++;
      if (failure) return failure;
      if (this.#steps.complete) return undefined;
    }
    return undefined;
  }

  #close(): Failure | undefined {
    const answer = this.#steps.whole();
    if ("class" in answer) return answer;
    this.answer = answer;
    this.begun = true;
    this.opened = true;
    return undefined;
  }
}
