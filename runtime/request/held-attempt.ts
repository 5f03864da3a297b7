/** A try at a target that is asked once what the try may come to is held: of budgets, or of the target's limits. */
import type { Timer } from "../clock.ts";
import type { Failure } from "../failures.ts";
import { LaterAttempt } from "./later-attempt.ts";
import type { AttemptTerms, Begin, OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { StreamedSize } from "./streamed-size.ts";

/** What is held for one try. */
export interface Held {
  /** Settles with why nothing could be held. Never rejects. */
  hold(): Promise<Failure | undefined>;
  /** Nothing was sent: nothing of it is used. Also before it is held. */
  release(): void;
  /** Called once where it was sent. `streamed`: tokens that it has brought as a stream, about. */
  ended(attempt: OperationAttempt, failure: Failure | undefined, streamed: number): void;
}

/** Holds when it is made, and begins in the moment in which that is done. */
export class HeldAttempt extends LaterAttempt {
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  readonly #terms: AttemptTerms;
  readonly #held: Held;
  readonly #since: number;
  #timer: Timer | undefined;
  #begun: (failure: Failure | undefined) => void = () => {};
  #crashed: (error: unknown) => void = () => {};
  #isOver = false;

  constructor(target: ReadyTarget, terms: AttemptTerms, held: Held, begin: Begin) {
    super(target);
    this.#terms = terms;
    this.#held = held;
    const { clock, limit } = terms;
    this.#since = clock.now();
    const begun = new Promise<Failure | undefined>((resolve, reject) => {
      this.#begun = resolve;
      this.#crashed = reject;
    });
    this.opened = begun.then((failure) => failure ?? this.attempt!.opened);
    this.finished = begun.then((failure) => failure ?? this.attempt!.finished);
    // Who runs the attempt waits for the first of them, and learns of a fault there.
    this.finished.catch(() => {});
    const late: Failure = { class: limit.class, detail: `nothing could be held within ${Math.round(limit.ms)} ms` };
    this.#timer = clock.after(limit.ms, () => this.#end(late));
    void held.hold().then((failure) => this.#go(failure, begin));
  }

  /** Of one that has begun it is what that says of itself. */
  override get isSent(): boolean | undefined {
    return this.attempt === undefined ? false : this.attempt.isSent;
  }

  cancel(cause: Failure): void {
    if (this.attempt) this.attempt.cancel(cause);
    else this.#end(cause);
  }

  #go(failure: Failure | undefined, begin: Begin): void {
    if (this.#isOver) return;
    if (failure) {
      this.#end(failure);
      return;
    }
    const { clock, limit } = this.#terms;
    clock.cancel(this.#timer);
    const size = this.#terms.size ?? new StreamedSize();
    const left = Math.max(1, limit.ms - (clock.now() - this.#since));
    try {
      this.attempt = begin({ ...this.#terms, limit: { ...limit, ms: left }, size });
    } catch (error) {
      // Whether it was sent is not known: the hold is left to expire.
      this.#crashed(error);
      return;
    }
    const { attempt } = this;
    void attempt.finished.then((ended) => this.#held.ended(attempt, ended, size.tokens));
    this.#begun(undefined);
  }

  #end(cause: Failure): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { clock, observer } = this.#terms;
    clock.cancel(this.#timer);
    this.#held.release();
    observer.finished(clock.now() - this.#since, { ...cause, unsent: true });
    this.#begun(cause);
  }
}
