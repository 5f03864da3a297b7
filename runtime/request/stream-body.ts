/**
 * The body of a streamed answer. What comes before the first useful event is held; that event opens it. Once it is given a sink,
 * what was held and all that follows goes there as it comes.
 */
import type { AnswerBody } from "../attempts/answer-body.ts";
import type { ClientSteps } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import type { Step } from "../operations/chat/stream-steps.ts";
import type { FrameReader } from "../wire/framing.ts";
import type { RawEvent } from "../wire/sse.ts";

/** Where a stream goes: a client's socket, or whatever takes its bytes. */
export interface StreamSink {
  /** Answers false when no more should be written until it has drained. */
  write(bytes: Buffer): boolean;
  drained(listener: () => void): void;
}

/** Counts what a stream brings. */
export interface StreamSize {
  add(bytes: Buffer): void;
  /** About how many it has brought. */
  readonly tokens: number;
}

/** Bytes that are held before anything useful has come; and, of one that has opened, before it is read no further. */
const HELD = 1024 * 1024;

export class StreamBody implements AnswerBody {
  opened = false;
  heard = 0;
  readonly steps: ClientSteps;
  readonly #events: FrameReader;
  readonly #size: StreamSize | undefined;
  readonly #runEnd = (bytes: Buffer, from: number): number => this.steps.runEnd?.(bytes, from) ?? from;
  #sink: StreamSink | undefined;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #full = false;
  /** Waits until there is room. */
  #drained: (() => void) | undefined;

  /** `size`: told of all that is passed on. */
  constructor(steps: ClientSteps, events: FrameReader, size?: StreamSize) {
    this.steps = steps;
    this.#events = events;
    this.#size = size;
  }

  get begun(): boolean {
    return this.opened;
  }

  get mayEnd(): boolean {
    return this.steps.mayEnd;
  }

  get held(): number {
    return this.#heldBytes;
  }

  get complete(): boolean {
    return this.opened && this.steps.complete;
  }

  /** Called once, when it has opened. */
  pipe(sink: StreamSink): void {
    this.#sink = sink;
    this.#full = false;
    const held = this.#held;
    this.#held = [];
    if (held.length > 0) this.#write(sink, held);
    if (!this.#full) this.#goOn();
  }

  push(bytes: Buffer): Failure | undefined {
    const failure = this.#take(this.#events.pushRaw(bytes, this.#runEnd));
    // An answer without anything useful is an answer too.
    if (failure === undefined && this.#events.failure === undefined && this.steps.complete) this.opened = true;
    return failure ?? this.#events.failure;
  }

  end(): Failure | undefined {
    const last = this.#events.end();
    const failure = (last && this.#take([last])) ?? this.#events.failure;
    if (failure) return failure;
    if (!this.steps.mayEnd) return { class: "truncated", detail: "the stream ended without a finish" };
    this.opened = true;
    return undefined;
  }

  waits(drained: () => void): boolean {
    if (this.#full) this.#drained = drained;
    return this.#full;
  }

  /** What came before a failure still counts, if the stream has opened. */
  #take(events: Iterable<RawEvent>): Failure | undefined {
    const out: Buffer[] = [];
    let failure: Failure | undefined;
    for (const event of events) {
      const step: Step = event.isRun ? { bytes: event.bytes, useful: true, alive: true } : this.steps.read(event);
      if (step.bytes) out.push(step.bytes);
      if (step.useful) this.opened = true;
      if (step.alive) this.heard++;
      failure = step.failure;
      // Nothing stands behind the end, whatever a provider sends.
      if (failure || this.steps.complete) break;
    }
    return this.#send(out) ?? failure;
  }

  #send(out: Buffer[]): Failure | undefined {
    if (out.length === 0) return undefined;
    if (this.#size) for (const bytes of out) this.#size.add(bytes);
    if (this.#sink) {
      this.#write(this.#sink, out);
      return undefined;
    }
    this.#held.push(...out);
    this.#heldBytes += out.reduce((sum, bytes) => sum + bytes.length, 0);
    if (this.#heldBytes <= HELD) return undefined;
    this.#full = true;
    return this.opened ? undefined : { class: "malformed", detail: "the stream began without anything useful" };
  }

  #write(sink: StreamSink, pieces: readonly Buffer[]): void {
    const takesMore = sink.write(joined(pieces));
    if (takesMore || this.#full) return;
    this.#full = true;
    sink.drained(() => {
      this.#full = false;
      this.#goOn();
    });
  }

  #goOn(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }
}

/** Not copied where they lie one behind the other in memory, as those of one read do that pass as they are. */
function joined(pieces: readonly Buffer[]): Buffer {
  const { buffer, byteOffset } = pieces[0]!;
  let end = byteOffset;
  for (const piece of pieces) {
    if (piece.buffer !== buffer || piece.byteOffset !== end) return Buffer.concat(pieces);
    end += piece.length;
  }
  return Buffer.from(buffer, byteOffset, end - byteOffset);
}
