/**
 * What is asked beside requests, to compare. A shadow begins once its client has its whole answer; it takes no place of a client's
 * request, tells nothing to what clients' targets are chosen by, and ends with the process.
 */
import type { ShadowsReport } from "../../../schemas/shadows.ts";
import { planTargets } from "../../../semantics/plan-targets.ts";
import type { AttemptObserver } from "../../attempts/attempt.ts";
import type { Failure } from "../../failures.ts";
import { logFault } from "../../observe/request-log.ts";
import { logShadow } from "../../observe/shadow-log.ts";
import type { Asked } from "../../operations/asked.ts";
import type { EmulatedFormat } from "../../operations/chat/emulated-format.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import { nextTurn } from "../../wire/next-turn.ts";
import { costOf } from "../cost.ts";
import type { Plan, PlannedShadow } from "../plan.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { Recorder } from "../recording/recorder.ts";
import { Asides, type AsidesWith, type Begun } from "./asides.ts";
import type { Side } from "./comparison.ts";
import { Judges, type JudgesWith, type JudgeTold } from "./judges.ts";
import type { Scores } from "./scores.ts";
import { ShadowFigures } from "./shadow-figures.ts";
import { type ShadowJob, type ShadowTry, type Spoken, trial } from "./shadow-job.ts";
import type { Answered, Drawn, Shadowed, Shadowing } from "./shadowing.ts";
import { spokenAnswer } from "./spoken.ts";
import { readAnswer } from "./traits.ts";

/** Of the runtime. */
export type Around = AsidesWith & JudgesWith;

/** Requests whose answers are recorded at once: of each up to 1 MiB is kept until its client has it. */
const MOST_DRAWN = 128;

export class Shadows implements Shadowing {
  readonly #around: Around;
  readonly #since: Date;
  readonly #asides: Asides;
  readonly #judges: Judges;
  readonly #figures = new ShadowFigures();
  #drawn = 0;
  /** From the end of a client's answer to that of its shadow. */
  #underWay = 0;
  #isStopped = false;

  constructor(around: Around) {
    this.#around = around;
    this.#since = around.clock.date();
    this.#asides = new Asides(around);
    this.#judges = new Judges(around, this.#asides);
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
    this.#asides.yieldTo(target);
  }

  stop(cause: Failure): void {
    this.#isStopped = true;
    this.#asides.stop(cause);
  }

  /** The client's turn is over first. Never rejects. */
  async #after<R extends Asked>(request: Shadowed<R>, served: Answered, recorder: Recorder | undefined): Promise<void> {
    const { id, plan } = request;
    const target = served.target!;
    try {
      await nextTurn();
      const mostAnswer = plan.shadow!.judge?.mostAnswer;
      const reading = { target, recorder, request: plan.ask.request, emulated: served.emulated, mostAnswer };
      const beside = { target, ...(await readSide(reading)), cost: served.cost };
      await this.#ask(request, beside);
    } catch (error) {
      logFault(this.#around.log, id, error);
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Settles when the shadow has ended and was judged, or will not begin. */
  async #ask<R extends Asked>(request: Shadowed<R>, beside: ShadowJob["beside"]): Promise<void> {
    const { id, plan } = request;
    const { route = "" } = plan;
    const { question, ready } = plan.shadow!;
    if (this.#isStopped) return;
    const [first] = planTargets({ ...question, load: this.#around.load }).targets;
    const target = first === undefined ? undefined : ready[first];
    if (!target) {
      this.#figures.skipped(route, undefined, "unsuitable");
      return;
    }
    const job = { ...request, target, beside };
    let read: ReadSide | undefined;
    await this.#asides.run({
      id,
      target,
      bytes: plan.ask.raw.bytes.length,
      skipped: (why) => this.#figures.skipped(route, target.id, why),
      begin: (observer) => this.#begin(job, observer, (answer) => (read = answer)),
    });
    if (read?.traits && beside.traits) await this.#judge(job, read.said);
  }

  #begin<R extends Asked>(
    job: ShadowJob<R>,
    observer: AttemptObserver,
    answered: (answer: ReadSide | undefined) => void,
  ): Begun {
    let ms = 0;
    const timed: AttemptObserver = {
      opened: (took) => observer.opened(took),
      finished: (took, failure) => {
        ms = took;
        observer.finished(took, failure);
      },
    };
    this.#comparison(job)?.begun();
    const going = trial(job, { ...this.#around, observer: timed });
    const ended = going.finished.then((failure) => this.#ended(job, going, { failure, ms })).then(answered);
    return { cancel: (cause) => going.attempt.cancel(cause), finished: going.finished, ended };
  }

  async #ended<R extends Asked>(
    job: ShadowJob<R>,
    { attempt, recorder }: ShadowTry,
    { failure, ms }: { failure: Failure | undefined; ms: number },
  ): Promise<ReadSide | undefined> {
    const { id, plan, target, beside } = job;
    const { route, rule, now, ask, shadow } = plan;
    const usage = attempt.stream?.steps.usage ?? attempt.whole?.usage;
    const cost = usage && costOf(target.priced, usage, now, ask.body);
    const entry = { id, route, rule, target: target.id, beside: beside.target.id, failure, ms, usage, cost };
    logShadow(this.#around.log, entry);
    const comparison = this.#comparison(job);
    if (failure) {
      comparison?.failed(failure.class);
      return undefined;
    }
    const mostAnswer = shadow!.judge?.mostAnswer;
    const read = await readSide({ target, recorder, request: ask.request, emulated: attempt.emulated, mostAnswer });
    comparison?.answered({ ...read, cost }, beside, offersTools(ask.request));
    return read;
  }

  async #judge<R extends Asked>(job: ShadowJob<R>, said: string | undefined): Promise<void> {
    const { id, plan, beside } = job;
    const { judge } = plan.shadow!;
    if (!judge || this.#isStopped || !isChatPlan(plan)) return;
    const answers = { one: said, other: beside.said };
    const told = (by: ReadyTarget) => toScores(this.#comparison(job)?.scoresOf(by.id, judge.rubric));
    const { question, ready } = plan.shadow;
    await this.#judges.judge({ id, plan, question, ready, beside: beside.target, answers, told }, judge);
  }

  #comparison({ plan: { route = "" }, target, beside }: Pick<ShadowJob, "plan" | "target" | "beside">): Comparison {
    return this.#figures.comparison(route, target.id, beside.target.id);
  }
}

function toScores(scores: Scores | undefined): JudgeTold | undefined {
  return (
    scores && {
      skipped: (why) => scores.skipped(why),
      begun: () => scores.begun(),
      failed: (name) => scores.failed(name),
      answered: (score, cost) => scores.answered(score && { shadow: score.one, beside: score.other }, cost),
    }
  );
}

type Comparison = ReturnType<ShadowFigures["comparison"]>;

interface Read {
  readonly target: ReadyTarget;
  readonly recorder: Recorder | undefined;
  readonly request: Asked;
  readonly emulated: EmulatedFormat | undefined;
  /** Bytes of a text that is kept to be judged; undefined: none is. */
  readonly mostAnswer: number | undefined;
}

type ReadSide = Pick<Side, "traits"> & Spoken;

/** Only chats have shadows. */
async function readSide({ target, recorder, request, emulated, mostAnswer }: Read): Promise<ReadSide> {
  const recording = recorder?.recording;
  if (!recording || !isChat(request)) return { traits: undefined };
  const read = await readAnswer({ recording, dialect: target.dialect, request, emulated });
  const said = read && mostAnswer !== undefined ? spokenAnswer(read.parts, mostAnswer) : undefined;
  return { traits: read?.traits, said };
}

function isChat(request: Asked): request is ChatRequest {
  return "messages" in request;
}

function isChatPlan(plan: Plan): plan is Plan<ChatRequest> & { readonly shadow: PlannedShadow } {
  return isChat(plan.ask.request) && plan.shadow !== undefined;
}

function offersTools(request: Asked): boolean {
  return isChat(request) && request.tools.length > 0;
}
