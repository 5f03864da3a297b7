/** What scores two answers to one request. It knows neither whose they are nor which one the client has. */
import type { Unjudged } from "../../../schemas/shadow-scores.ts";
import { Facts } from "../../../semantics/facts/facts.ts";
import { readerOf } from "../../../semantics/facts/readers.ts";
import type { FailureClass } from "../../../semantics/failures.ts";
import { addedByJudge, isWithinJudge, judgeBody } from "../../../semantics/judge.ts";
import { planTargets } from "../../../semantics/plan-targets.ts";
import type { HeldBytes } from "../../attempts/held-bytes.ts";
import type { Clock } from "../../clock.ts";
import type { ChatEndpoint } from "../../endpoints/endpoint.ts";
import type { Failure } from "../../failures.ts";
import type { Log } from "../../observe/request-log.ts";
import { logShadow } from "../../observe/shadow-log.ts";
import type { ChatRequest } from "../../operations/chat/request.ts";
import type { TargetLoad } from "../../state/target-load.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { ClientBody } from "../../wire/client-body.ts";
import { readJsonBody } from "../../wire/read-json-body.ts";
import type { ChatAsk } from "../ask.ts";
import { ChatAttempt } from "../chat-attempt.ts";
import { costOf } from "../cost.ts";
import type { Plan, PlannedJudge, PlannedShadow } from "../plan.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { Asides } from "./asides.ts";
import { readScore } from "./read-score.ts";
import { type ShadowTry, trial } from "./shadow-job.ts";
import { conversationOf } from "./spoken.ts";

/** Of the runtime. */
export interface JudgesWith {
  readonly clock: Clock;
  readonly upstream: Upstream;
  readonly load: TargetLoad;
  readonly log: Log;
  readonly held: HeldBytes;
  /** From 0 up to 1. */
  chance(): number;
  /** By which it is asked. */
  readonly endpoint: ChatEndpoint;
}

export interface ToJudge {
  /** What the client's request is called in the log. */
  readonly id: string;
  readonly plan: Plan<ChatRequest>;
  /** On whose terms it is asked. */
  readonly question: PlannedShadow["question"];
  /** By the table's indexes. */
  readonly ready: readonly ReadyTarget[];
  /** The target that answered. */
  readonly beside: ReadyTarget;
  /** Undefined: longer than what is judged. */
  readonly answers: { readonly one: string | undefined; readonly other: string | undefined };
  /** Undefined: nobody wants to know. */
  told(judge: ReadyTarget): JudgeTold | undefined;
}

/** Called with `skipped`, or with `begun` and then with one of the others. */
export interface JudgeTold {
  skipped(why: Unjudged): void;
  begun(): void;
  failed(name: FailureClass): void;
  /** `score`: undefined where it gave none. `cost` in micro-USD. */
  answered(score: JudgedScore | undefined, cost: number | undefined): void;
}

/** From 0 to 10. */
export interface JudgedScore {
  readonly one: number;
  readonly other: number;
}

export class Judges {
  readonly #with: JudgesWith;
  readonly #asides: Asides;

  constructor(given: JudgesWith, asides: Asides) {
    this.#with = given;
    this.#asides = asides;
  }

  /** Settles when it has scored them, or will not. */
  async judge(pair: ToJudge, judge: PlannedJudge): Promise<void> {
    const only = pair.ready[judge.plan.targets[0]!]!;
    const told = pair.told(only);
    if (!told) return;
    const isFirst = this.#with.chance() < 0.5;
    const asked = await this.#ask(pair, judge, { target: only, isFirst });
    if (typeof asked === "string") {
      told.skipped(asked);
      return;
    }
    await this.#asides.run({
      id: pair.id,
      target: only,
      bytes: asked.raw.bytes.length,
      skipped: (why) => told.skipped(why),
      begin: (observer) => {
        told.begun();
        let ms = 0;
        const { now, spending } = pair.plan;
        const { facts, body } = asked;
        const spends = spending?.beside({ facts, served: facts, plan: judge.plan, body, now });
        const plan = {
          ...pair.plan,
          ...(spends && { spending: spends }),
          ask: asked,
          limits: { deadline: pair.plan.limits.deadline, idle: pair.plan.limits.idle },
        };
        const timed = {
          opened: (took: number) => observer.opened(took),
          finished: (took: number, failure: Failure | undefined) => {
            ms = took;
            observer.finished(took, failure);
          },
        };
        const going = trial({ ...pair, plan, target: only, operation }, { ...this.#with, observer: timed });
        const ended = going.finished.then((failure) => this.#ended(pair, going, { failure, ms, told, isFirst }));
        return { cancel: (cause) => going.attempt.cancel(cause), finished: going.finished, ended };
      },
    });
  }

  /** What it is sent, or why it is not. */
  async #ask(
    { plan, question, answers }: ToJudge,
    judge: PlannedJudge,
    { target, isFirst }: { target: ReadyTarget; isFirst: boolean },
  ): Promise<ChatAsk | Unjudged> {
    const { facts } = question;
    if (notText.some((fact) => readerOf(fact)?.read(facts, "") === true)) return "not-text";
    const { one, other } = answers;
    if (one === undefined || other === undefined) return "too-long";
    const { endpoint, load } = this.#with;
    const { rubric, mostAnswer } = judge;
    const conversation = conversationOf(plan.ask.request);
    const written = judgeBody({ rubric, conversation, answers: isFirst ? [one, other] : [other, one] });
    const came = await readJsonBody(Buffer.from(JSON.stringify({ model: target.target.model, ...written })));
    const read = "fault" in came ? undefined : endpoint.read(came.value);
    if ("fault" in came || !read || "class" in read) return "unsuitable";
    const { bytes, members } = came;
    const said = endpoint.said(read.body);
    const sent = new Facts({ ...facts.request, said, endpoint: endpoint.name, bytes: bytes.length });
    if (!isWithinJudge(sent.tokens, facts.tokens, addedByJudge(rubric, mostAnswer))) return "too-long";
    const suits = planTargets({ ...question, plan: judge.plan, facts: sent, max: undefined, load }).targets.length > 0;
    if (!suits) return "unsuitable";
    const { zeroRetention } = judge.plan;
    const rest = { fixed: {}, routingNames: [], headers: [], rawHeaders: [], endpoint, wantsUsage: false };
    return { ...read, raw: new ClientBody(bytes, members), facts: sent, zeroRetention, ...rest };
  }

  #ended(
    { id, plan, beside }: ToJudge,
    { attempt }: ShadowTry,
    { failure, ms, told, isFirst }: { failure: Failure | undefined; ms: number; told: JudgeTold; isFirst: boolean },
  ): void {
    const { target, whole } = attempt;
    const usage = whole?.usage;
    const cost = usage && costOf(target.priced, usage, plan.now);
    const { route, rule } = plan;
    logShadow(this.#with.log, {
      event: "judge",
      id,
      route,
      rule,
      target: target.id,
      beside: beside.id,
      failure,
      ms,
      usage,
      cost,
    });
    if (failure) {
      told.failed(failure.class);
      return;
    }
    const score = whole && readScore(String(whole.bytes));
    told.answered(
      score && (isFirst ? { one: score.first, other: score.second } : { one: score.second, other: score.first }),
      cost,
    );
  }
}

/** What a judge that reads texts would not see. */
const notText = ["needs.vision", "needs.audio", "needs.pdf"];

/** Nobody waits for it, and it has no images to fetch. */
const operation = {
  begin: (...[ask, target, terms, upstream]: ConstructorParameters<typeof ChatAttempt>) =>
    new ChatAttempt(ask, target, terms, upstream),
};
