/** What an attempt comes to, told to all who keep account of it: the request's own records, how busy, quick and well a target is. */
import type { FailureClass } from "../../semantics/failures.ts";
import type { AttemptObserver } from "../attempts/attempt.ts";
import type { AttemptRecord } from "../attempts/run.ts";
import type { Failure } from "../failures.ts";
import type { Running } from "../running.ts";
import type { Fall } from "../state/fall.ts";
import type { ReadyTarget } from "./ready-targets.ts";

interface Watched {
  readonly stream: boolean;
  /** A whole answer, asked for as a stream. */
  readonly asStream: boolean;
  readonly aside: true | undefined;
  readonly records: AttemptRecord[];
  /** Whose answer it is, where a rule names one. */
  readonly tier: string | undefined;
  /** When the first attempt of the request began, by the clock. */
  readonly since: number;
  readonly fall: Fall | undefined;
}

/** It begins now. */
export function watchAttempt(running: Running, target: ReadyTarget, watched: Watched): AttemptObserver {
  const { load } = running;
  const { id, account } = target;
  const watch = watched.aside ? undefined : new Watch(running, target, watched);
  load.began(id);
  if (account) load.began(account.name);
  return {
    begun: (ms) => watch?.begun(ms),
    opened: (ms) => watch?.opened(ms),
    finished: (ms, failure) => {
      load.ended(id);
      if (account) load.ended(account.name);
      running.inUse.lines?.freed();
      watch?.finished(ms, failure);
      watched.records.push({ target: id, ...(failure && { failure }), ms: Math.round(ms) });
    },
  };
}

/** How long a target and a tier take, and how the target is doing. */
class Watch {
  readonly #running: Running;
  readonly #target: ReadyTarget;
  readonly #watched: Watched;
  readonly #health: ReturnType<Running["health"]["watch"]>;
  #hasBegun = false;

  constructor(running: Running, target: ReadyTarget, watched: Watched) {
    this.#running = running;
    this.#target = target;
    this.#watched = watched;
    this.#health = running.health.watch(target);
  }

  /** What waits for all of an answer learns how soon one begins, too; a client of the tier sees none of it. */
  begun(ms: number): void {
    this.#hasBegun = true;
    const { asStream, fall } = this.#watched;
    if (!asStream) return;
    this.#record("firstToken", ms, false);
    fall?.began(this.#target.id, ms);
  }

  opened(ms: number): void {
    this.#hasBegun = true;
    const { stream, fall, since } = this.#watched;
    if (stream) this.#record("firstToken", ms, true);
    if (stream && fall) {
      fall.began(this.#target.id, ms);
      fall.waited(this.#running.clock.now() - since);
    }
    this.#health.opened();
  }

  /** What was given up as silent took at least so long; of other failures nothing can be learnt of time. */
  finished(ms: number, failure: Failure | undefined): void {
    if (failure === undefined) this.#record("total", ms, true);
    const silent = failure && !this.#hasBegun ? silenceOf(failure, ms) : undefined;
    if (silent) this.#record(this.#series, ms, false);
    const { stream, asStream, fall } = this.#watched;
    if (silent && (stream || asStream)) fall?.began(this.#target.id, ms);
    this.#health.ended(silent ?? failure);
  }

  get #series(): "firstToken" | "total" {
    return this.#watched.stream ? "firstToken" : "total";
  }

  /** A tier takes as long as the client waits, failed attempts included. */
  #record(series: "firstToken" | "total", ms: number, ofTier: boolean): void {
    const { load, clock } = this.#running;
    const { tier, since } = this.#watched;
    load.latencyOf(this.#target.id)[series].record(ms);
    if (ofTier && tier !== undefined) load.latencyOf(tier)[series].record(clock.now() - since);
  }
}

/** Milliseconds; no model can be expected to begin sooner. */
const LEAST = 1_000;

/**
 * The failure of a target of which nothing useful came for as long as anybody waited, as its health counts it: one that the request's
 * deadline ended is as silent as another, unless it had hardly any time.
 */
function silenceOf(failure: Failure, ms: number): Failure | undefined {
  if (isSilence(failure.class)) return failure;
  return failure.class === "deadline" && ms >= LEAST ? { ...failure, class: "timeout-first-token" } : undefined;
}

/** Nothing useful came, for as long as anybody waited. */
export function isSilence(failure: FailureClass): boolean {
  return failure === "timeout-first-token" || failure === "timeout-attempt";
}
