/**
 * What is asked beside requests, to compare. A shadow begins once its client has its whole answer; it takes no place of a client's
 * request, tells nothing to what clients' targets are chosen by, and ends with the process.
 */
import { planTargets } from "../../../semantics/plan-targets.ts";
import type { AttemptObserver } from "../../attempts/attempt.ts";
import type { Clock } from "../../clock.ts";
import type { Failure } from "../../failures.ts";
import { type Log, logFault } from "../../observe/request-log.ts";
import { logShadow } from "../../observe/shadow-log.ts";
import type { Asked } from "../../operations/asked.ts";
import { TargetHealth } from "../../state/target-health.ts";
import type { TargetLoad } from "../../state/target-load.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { nextTurn } from "../../wire/next-turn.ts";
import { costOf } from "../cost.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { Places } from "./places.ts";
import { type ShadowJob, trial } from "./shadow-job.ts";
import { type Going, ShadowLine, type Waiting, WaitingBytes } from "./shadow-line.ts";
import type { Answered, Drawn, Shadowed, Shadowing } from "./shadowing.ts";

/** Of the runtime. */
export interface Around {
  readonly clock: Clock;
  readonly upstream: Upstream;
  readonly load: TargetLoad;
  /** As clients' requests see their targets. */
  readonly health: TargetHealth;
  readonly log: Log;
  /** From 0 up to 1. */
  chance(): number;
}

export class Shadows implements Shadowing {
  /** By target. */
  readonly #lines = new Map<string, ShadowLine>();
  readonly #bytes = new WaitingBytes();
  /** As shadows see their targets: what clients' requests go by learns nothing of it. */
  readonly #health: TargetHealth;
  readonly #around: Around;
  readonly #places: Places;
  #isStopped = false;

  constructor(around: Around) {
    this.#around = around;
    this.#health = new TargetHealth(around.clock);
    this.#places = new Places(around.load);
  }

  draw<R extends Asked>(request: Shadowed<R>): Drawn | undefined {
    const { shadow } = request.plan;
    if (!shadow || request.operation.aside || this.#isStopped) return undefined;
    if (this.#around.chance() >= shadow.share) return undefined;
    return {
      answered: (served) => {
        if (served.status !== 200 || served.failure || !served.target) return;
        // The client's turn is over first.
        void nextTurn().then(() => this.#ask(request, served));
      },
    };
  }

  yieldTo(target: ReadyTarget): void {
    for (let last = this.#places.tooMany(target); last; last = this.#places.tooMany(target)) {
      this.#places.free(target, last);
      last.cancel(yielded);
    }
  }

  stop(cause: Failure): void {
    this.#isStopped = true;
    for (const line of this.#lines.values()) line.stop(cause);
  }

  #ask<R extends Asked>(request: Shadowed<R>, { target: beside }: Answered): void {
    const { plan } = request;
    const { question, ready } = plan.shadow!;
    if (this.#isStopped) return;
    const [first] = planTargets({ ...question, load: this.#around.load }).targets;
    const target = first === undefined ? undefined : ready[first];
    if (!target || !this.#mayBegin(target)) return;
    const job = { ...request, target, beside: beside! };
    const waiting: Waiting = {
      bytes: plan.ask.bytes.length,
      begin: () => (this.#mayBegin(target) ? this.#begin(job) : undefined),
      drop: () => {},
    };
    this.#lineOf(target.id).add(waiting);
  }

  /** It is up, as clients and as shadows see it, and has a place that no client has. */
  #mayBegin(target: ReadyTarget): boolean {
    const always = (): boolean => true;
    if (this.#around.health.skips(target, always) || this.#health.skips(target, always)) return false;
    return this.#places.hasRoom(target);
  }

  #begin<R extends Asked>(job: ShadowJob<R>): Going | undefined {
    const { id, plan, target, beside } = job;
    const { log } = this.#around;
    const watch = this.#health.watch(target);
    let ms = 0;
    const observer: AttemptObserver = {
      opened: () => watch.opened(),
      finished: (took, failure) => {
        ms = took;
        watch.ended(failure);
      },
    };
    try {
      const { attempt, finished } = trial(job, { ...this.#around, observer });
      const ended = finished.then((failure) => {
        const usage = attempt.stream?.steps.usage ?? attempt.whole?.usage;
        const cost = usage && costOf(target.priced, usage, plan.now, plan.ask.body);
        const { route, rule } = plan;
        logShadow(log, { id, route, rule, target: target.id, beside: beside.id, failure, ms, usage, cost });
      });
      const going: Going = { cancel: (cause) => attempt.cancel(cause), ended };
      this.#places.take(target, going);
      void ended.then(() => this.#places.free(target, going));
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
