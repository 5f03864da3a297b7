/**
 * What is asked beside requests, to compare. A shadow begins once its client has its whole answer; it takes no place of a client's
 * request, tells nothing to what clients' targets are chosen by, and ends with the process.
 */
import type { ShadowsReport, Skipped } from "../../../schemas/shadows.ts";
import { planTargets } from "../../../semantics/plan-targets.ts";
import type { AttemptObserver } from "../../attempts/attempt.ts";
import type { Clock } from "../../clock.ts";
import type { Failure } from "../../failures.ts";
import { type Log, logFault } from "../../observe/request-log.ts";
import { logShadow } from "../../observe/shadow-log.ts";
import type { Asked } from "../../operations/asked.ts";
import type { EmulatedFormat } from "../../operations/chat/emulated-format.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { TargetHealth } from "../../state/target-health.ts";
import type { TargetLoad } from "../../state/target-load.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { nextTurn } from "../../wire/next-turn.ts";
import { costOf } from "../cost.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { Places } from "./places.ts";
import { Recorder } from "./recorder.ts";
import { ShadowFigures } from "./shadow-figures.ts";
import { type ShadowJob, type ShadowTry, trial } from "./shadow-job.ts";
import { type Going, ShadowLine, type Waiting, WaitingBytes } from "./shadow-line.ts";
import type { Answered, Drawn, Shadowed, Shadowing } from "./shadowing.ts";
import { type Traits, traitsOf } from "./traits.ts";

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

/** Requests whose answers are recorded at once: of each up to 1 MiB is kept until its client has it. */
const MOST_DRAWN = 128;

export class Shadows implements Shadowing {
  readonly #around: Around;
  readonly #since: Date;
  /** By target. */
  readonly #lines = new Map<string, ShadowLine>();
  readonly #bytes = new WaitingBytes();
  readonly #places: Places;
  /** As shadows see their targets: what clients' requests go by learns nothing of it. */
  readonly #health: TargetHealth;
  readonly #figures = new ShadowFigures();
  #drawn = 0;
  /** From the end of a client's answer to that of its shadow. */
  #underWay = 0;
  #isStopped = false;

  constructor(around: Around) {
    this.#around = around;
    this.#since = around.clock.date();
    this.#health = new TargetHealth(around.clock);
    this.#places = new Places(around.load);
  }

  get report(): ShadowsReport {
    return { since: this.#since.toISOString(), underWay: this.#underWay, shadows: this.#figures.report };
  }

  draw<R extends Asked>(request: Shadowed<R>): Drawn | undefined {
    const { shadow, route = "" } = request.plan;
    if (!shadow || request.operation.aside || this.#isStopped) return undefined;
    const { chance, upstream, clock } = this.#around;
    if (chance() >= shadow.share) return undefined;
    if (this.#drawn >= MOST_DRAWN) {
      this.#figures.skipped(route, undefined, "busy");
      return undefined;
    }
    this.#drawn += 1;
    const recorders = new Map<ReadyTarget, Recorder>();
    return {
      upstream: (target) => {
        const recorder = new Recorder(upstream, clock);
        recorders.set(target, recorder);
        return recorder;
      },
      over: (served) => {
        this.#drawn -= 1;
        if (served?.status !== 200 || served.failure || !served.target) return;
        this.#underWay += 1;
        void this.#after(request, served, recorders.get(served.target));
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

  /** The client's turn is over first. Never rejects. */
  async #after<R extends Asked>(request: Shadowed<R>, served: Answered, recorder: Recorder | undefined): Promise<void> {
    const { id, plan } = request;
    const target = served.target!;
    try {
      await nextTurn();
      const reading = { target, recorder, request: plan.ask.request, emulated: served.emulated };
      const beside = { target, traits: await readTraits(reading), cost: served.cost };
      await this.#ask(request, beside);
    } catch (error) {
      logFault(this.#around.log, id, error);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Settles when the shadow has ended, or will not begin. */
  #ask<R extends Asked>(request: Shadowed<R>, beside: ShadowJob["beside"]): Promise<void> | undefined {
    const { plan } = request;
    const { route = "" } = plan;
    const { question, ready } = plan.shadow!;
    if (this.#isStopped) return undefined;
    const [first] = planTargets({ ...question, load: this.#around.load }).targets;
    const target = first === undefined ? undefined : ready[first];
    if (!target) {
      this.#figures.skipped(route, undefined, "unsuitable");
      return undefined;
    }
    return new Promise((resolve) => {
      const skip = (why: Skipped): void => {
        this.#figures.skipped(route, target.id, why);
        resolve();
      };
      const waiting: Waiting = {
        bytes: plan.ask.bytes.length,
        begin: () => {
          const why = this.#hindrance(target);
          const going = why === undefined ? this.#begin({ ...request, target, beside }) : undefined;
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

  /** It is down, as clients or as shadows see it, or has no place that no client has. */
  #hindrance(target: ReadyTarget): Skipped | undefined {
    const always = (): boolean => true;
    if (this.#around.health.skips(target, always) || this.#health.skips(target, always)) return "down";
    return this.#places.hasRoom(target) ? undefined : "full";
  }

  #begin<R extends Asked>(job: ShadowJob<R>): Going | undefined {
    const { id, target } = job;
    const watch = this.#health.watch(target);
    let ms = 0;
    const observer: AttemptObserver = {
      opened: () => watch.opened(),
      finished: (took, failure) => {
        ms = took;
        watch.ended(failure);
      },
    };
    this.#comparison(job)?.begun();
    try {
      const going = trial(job, { ...this.#around, observer });
      const ended = going.finished
        .then((failure) => this.#ended(job, going, { failure, ms }))
        .catch((error: unknown) => logFault(this.#around.log, id, error));
      const begun: Going = { cancel: (cause) => going.attempt.cancel(cause), ended };
      this.#places.take(target, begun);
      void going.finished.then(() => this.#places.free(target, begun));
      return begun;
    } catch (error) {
      watch.ended(yielded);
      logFault(this.#around.log, id, error);
      return undefined;
    }
  }

  async #ended<R extends Asked>(
    job: ShadowJob<R>,
    { attempt, recorder }: ShadowTry,
    { failure, ms }: { failure: Failure | undefined; ms: number },
  ): Promise<void> {
    const { id, plan, target, beside } = job;
    const { route, rule, now, ask } = plan;
    const usage = attempt.stream?.steps.usage ?? attempt.whole?.usage;
    const cost = usage && costOf(target.priced, usage, now, ask.body);
    const entry = { id, route, rule, target: target.id, beside: beside.target.id, failure, ms, usage, cost };
    logShadow(this.#around.log, entry);
    const comparison = this.#comparison(job);
    if (failure) {
      comparison?.failed(failure.class);
      return;
    }
    const traits = await readTraits({ target, recorder, request: ask.request, emulated: attempt.emulated });
    comparison?.answered({ traits, cost }, beside, offersTools(ask.request));
  }

  #comparison({ plan: { route = "" }, target, beside }: Pick<ShadowJob, "plan" | "target" | "beside">): Comparison {
    return this.#figures.comparison(route, target.id, beside.target.id);
  }

  #lineOf(id: string): ShadowLine {
    const line = this.#lines.get(id) ?? new ShadowLine(this.#bytes);
    this.#lines.set(id, line);
    return line;
  }
}

type Comparison = ReturnType<ShadowFigures["comparison"]>;

const yielded: Failure = { class: "cancelled", detail: "a client's request takes its place" };

interface Read {
  readonly target: ReadyTarget;
  readonly recorder: Recorder | undefined;
  readonly request: Asked;
  readonly emulated: EmulatedFormat | undefined;
}

/** Only chats have shadows. */
async function readTraits({ target, recorder, request, emulated }: Read): Promise<Traits | undefined> {
  const recording = recorder?.recording;
  if (!recording || !isChat(request)) return undefined;
  return traitsOf({ recording, dialect: target.dialect, request, emulated });
}

function isChat(request: Asked): request is ChatRequest {
  return "messages" in request;
}

function offersTools(request: Asked): boolean {
  return isChat(request) && request.tools.length > 0;
}
