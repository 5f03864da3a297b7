/** A try at a target that has no place for it yet. */
import type { Clock } from "../clock.ts";
import type { Failure } from "../failures.ts";
import { LaterAttempt } from "./later-attempt.ts";
import type { Waiting } from "./line.ts";
import type { AskingForPlace } from "./lines.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { full } from "./turned-away.ts";

/** Waits when it is made, and begins in the moment in which it has a place. */
export class QueuedAttempt extends LaterAttempt {
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  readonly #leave: () => void;
  #end: (failure: Failure) => void = () => {};

  constructor(target: ReadyTarget, asking: AskingForPlace, clock: Clock, join: (waiting: Waiting) => () => void) {
    super(target);
    const since = clock.now();
    let begun = (_failure: Failure | undefined): void => {};
    const turn = new Promise<Failure | undefined>((resolve) => {
      begun = resolve;
    });
    this.#end = begun;
    this.#leave = join({
      priority: asking.priority,
      settle: (outcome) => {
        if (outcome === "in") this.attempt = asking.begin();
        if (this.attempt) return begun(undefined);
        asking.refused(clock.now() - since);
        begun(full);
      },
    });
    this.opened = turn.then((failure) => failure ?? this.attempt!.opened);
    this.finished = turn.then((failure) => failure ?? this.attempt!.finished);
  }

  cancel(cause: Failure): void {
    if (this.attempt) this.attempt.cancel(cause);
    else {
      this.#leave();
      this.#end(cause);
    }
  }
}
