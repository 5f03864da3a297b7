/** What is asked of targets beside clients' requests: in lines, in places that no client has, with breakers of their own. */
import type { Skipped } from "../../../schemas/shadows.ts";
import type { AttemptObserver } from "../../attempts/attempt.ts";
import type { Clock } from "../../clock.ts";
import type { Failure } from "../../failures.ts";
import { type Log, logFault } from "../../observe/request-log.ts";
import { TargetHealth } from "../../state/target-health.ts";
import type { TargetLoad } from "../../state/target-load.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { Places } from "./places.ts";
import { type Going, ShadowLine, type Waiting, WaitingBytes } from "./shadow-line.ts";

/** Of the runtime. */
export interface AsidesWith {
  readonly clock: Clock;
  readonly load: TargetLoad;
  /** As clients' requests see their targets. */
  readonly health: TargetHealth;
  readonly log: Log;
}

export interface Aside {
  /** What the client's request is called in the log. */
  readonly id: string;
  readonly target: ReadyTarget;
  /** That it holds while it waits. */
  readonly bytes: number;
  /** Sends it. */
  begin(observer: AttemptObserver): Begun;
  skipped(why: Skipped): void;
}

export interface Begun {
  cancel(cause: Failure): void;
  /** Its target is free again. Never rejects. */
  readonly finished: Promise<unknown>;
  /** All is done. */
  readonly ended: Promise<unknown>;
}

export class Asides {
  readonly #with: AsidesWith;
  /** By target. */
  readonly #lines = new Map<string, ShadowLine>();
  readonly #bytes = new WaitingBytes();
  readonly #places: Places;
  /** What clients' requests go by learns nothing of it. */
  readonly #health: TargetHealth;
  #isStopped = false;

  constructor(given: AsidesWith) {
    this.#with = given;
    this.#health = new TargetHealth(given.clock);
    this.#places = new Places(given.load);
  }

  /** Settles when it has ended, or will not begin. Never rejects. */
  run(aside: Aside): Promise<void> {
    const { target, bytes } = aside;
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      const skip = (why: Skipped): void => {
        aside.skipped(why);
        resolve();
      };
      const waiting: Waiting = {
        bytes,
        begin: () => {
          const why = this.#hindrance(target);
          const going = why === undefined ? this.#begin(aside) : undefined;
          if (why !== undefined) skip(why);
          else if (going) void going.ended.then(resolve);
          else resolve();
          return going;
        },
        drop: resolve,
      };
      if (!this.#lineOf(target.id).add(waiting)) skip("busy");
    });
  }

  yieldTo(target: ReadyTarget): void {
    for (let last = this.#places.tooMany(target); last; last = this.#places.tooMany(target)) {
      this.#places.free(target, last);
      last.cancel(yielded);
    }
  }

  /** Gives up all of them, and begins none any more. */
  stop(cause: Failure): void {
    this.#isStopped = true;
    for (const line of this.#lines.values()) line.stop(cause);
  }

  /** It is down, as clients or as shadows see it, or has no place that no client has. */
  #hindrance(target: ReadyTarget): Skipped | undefined {
    const always = (): boolean => true;
    if (this.#with.health.skips(target, always) || this.#health.skips(target, always)) return "down";
    return this.#places.hasRoom(target) ? undefined : "full";
  }

  #begin(aside: Aside): Going | undefined {
    const { id, target } = aside;
    const { log } = this.#with;
    const watch = this.#health.watch(target);
    try {
      const { cancel, finished, ended } = aside.begin({
        opened: () => watch.opened(),
        finished: (_ms, failure) => watch.ended(failure),
      });
      const done = ended.then(
        () => {},
        (error: unknown) => logFault(log, id, error),
      );
      const going: Going = { cancel, ended: done };
      this.#places.take(target, going);
      void finished.then(() => this.#places.free(target, going));
      return going;
    } catch (error) {
      watch.ended(yielded);
      logFault(log, id, error);
      return undefined;
    }
  }

  #lineOf(id: string): ShadowLine {
    const line = this.#lines.get(id) ?? new ShadowLine(this.#bytes);
    this.#lines.set(id, line);
    return line;
  }
}

const yielded: Failure = { class: "cancelled", detail: "a client's request takes its place" };
