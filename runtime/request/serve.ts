/** Runs the attempts of one request and writes what comes of them: an answer, a stream, or an error. */
import type { Stay } from "../../semantics/sticky-group.ts";
import { answersFrom } from "../../semantics/worst-cost.ts";
import type { Cancellation } from "../attempts/cancellation.ts";
import { Deadline } from "../attempts/deadline.ts";
import type { AttemptRecord } from "../attempts/run.ts";
import type { ClientSteps } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import { headerText } from "../http/header-text.ts";
import type { Asked } from "../operations/asked.ts";
import type { Usage } from "../operations/chat/answer.ts";
import { type Refusal, refusalOf } from "../refusal.ts";
import type { Running } from "../running.ts";
import { usd } from "../usd.ts";
import { answerHeaders, type Billed } from "./answer-headers.ts";
import { billAlarm, outputAlarm } from "./bill-alarm.ts";
import type { CachedRequest, Hit } from "./caching/caching.ts";
import type { Client } from "./client.ts";
import { ClientStream } from "./client-stream.ts";
import { billedRates, costBy } from "./cost.ts";
import { costHeaders, type RequestCost } from "./cost-headers.ts";
import type { Operation } from "./operation.ts";
import type { OperationAttempt } from "./operation-attempt.ts";
import type { Plan } from "./plan.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { refusalAfter } from "./refusal-after.ts";
import { refusals } from "./refusals.ts";
import type { Drawn } from "./shadow/shadowing.ts";
import { remember, stayOf } from "./stay.ts";
import { Tries } from "./tries.ts";
import { allTurnedAway, isTurnedAway } from "./turned-away.ts";
import { isSilence } from "./watch-attempt.ts";
import type { WholeAnswer } from "./whole-answer.ts";

/** For the log and the account. */
export interface Served {
  /** HTTP status of the client's answer; 499 when the client did not wait for it. */
  status: number;
  failure?: Failure;
  target?: ReadyTarget;
  usage?: Usage | undefined;
  /** Micro-USD, with what is not settled. */
  cost?: number | undefined;
  /** Micro-USD of the cost that nobody has billed yet: what targets may take that were broken off for a quicker one. */
  unsettled?: number | undefined;
  /** The input is larger than the client's by what makes the form of the answer. */
  emulated?: OperationAttempt["emulated"];
  /** The usage is by our own count. */
  isEstimated?: boolean | undefined;
  /** Why the bill may be more than what was reckoned with. */
  alarms: readonly string[];
  /** By what serves where a budget is spent. */
  isStandIn?: boolean;
  /** Whether it stayed where its group is, where it has one. */
  stay?: Stay | undefined;
  /** It was answered by what was kept: who had answered that. */
  kept?: string;
}

export interface ServingWith<R extends Asked> {
  readonly running: Running;
  readonly client: Client;
  readonly plan: Plan<R>;
  readonly operation: Operation<R>;
  /** Its answer is compared with another one. */
  readonly drawn?: Drawn | undefined;
  /** What the cache of its route does for it. */
  readonly cached?: CachedRequest | undefined;
}

/** The status of an answer that nobody waited for. */
const GONE = 499;

export class Serving<R extends Asked> {
  readonly #running: Running;
  readonly #client: Client;
  readonly #operation: Operation<R>;
  readonly #cached: CachedRequest | undefined;
  readonly #began: number;
  readonly #clientStream: ClientStream;
  readonly #tries: Tries<R>;

  constructor({ running, client, plan, operation, drawn, cached }: ServingWith<R>) {
    this.#running = running;
    this.#client = client;
    this.#operation = operation;
    this.#cached = cached;
    this.#began = running.clock.now();
    this.#clientStream = new ClientStream(client, running.clock);
    const upstream = (target: ReadyTarget) => {
      const asked = drawn?.upstream(target) ?? running.upstream;
      return cached?.upstream(target, asked) ?? asked;
    };
    this.#tries = new Tries({ running, plan, operation, upstream, began: this.#began });
  }

  /** Every attempt that has ended. */
  get records(): readonly AttemptRecord[] {
    return this.#tries.records;
  }

  get #plan(): Plan<R> {
    return this.#tries.plan;
  }

  /** Called once, when all was said, or nothing more will be. */
  settle(served: Served | undefined): void {
    this.#plan.spending?.end(served?.failure ? undefined : served?.usage, this.#tries.hedge);
  }

  async serve(cancellation: Cancellation): Promise<Served> {
    const { ask, limits } = this.#plan;
    const deadline = new Deadline(limits.deadline, this.#running.clock);
    const waiting = ask.request.stream ? this.#operation.waiting?.(ask) : undefined;
    if (waiting) this.#clientStream.wait(waiting, () => this.#headers());
    const hit = await this.#cached?.find(deadline, cancellation);
    if (hit) return this.#again(hit, cancellation);
    const end = await this.#tries.run(deadline, cancellation);
    const served = "opened" in end ? await this.#answer(end.opened) : this.#refuse(this.#told(end.failure));
    cancellation.listen();
    return served;
  }

  #told(failure: Failure): Failure {
    return (isTurnedAway(failure) && allTurnedAway(this.records)) || failure;
  }

  async #answer(attempt: OperationAttempt): Promise<Served> {
    const { stream } = attempt;
    const { groups, ask } = this.#plan;
    if (groups && !this.#operation.aside) remember(this.#running.load.sticky, groups, attempt.target.id);
    if (stream === undefined) return this.#sendWhole(attempt, attempt.whole!);
    const headers = this.#headers(attempt);
    this.#clientStream.pipe(stream, headers, this.#tries.hedge?.hasLost);
    if (!this.#plan.shadow) ask.raw.letGo();
    const failure = await attempt.finished;
    this.#clientStream.stop();
    const { usage } = stream.steps;
    const billed = this.#bill(attempt, usage);
    this.#endStream(stream.steps, failure, billed);
    return this.#served(attempt, usage, billed, failure);
  }

  /** What was kept, for what finding it came to. */
  async #again({ said, target, cost }: Hit, cancellation: Cancellation): Promise<Served> {
    const headers = { ...this.#headers(), "x-pointsman-target": headerText(target), ...costHeaders({ cost }) };
    const again = { kept: target, cost, alarms: [] };
    if ("bytes" in said) {
      this.#client.answer(200, said.bytes, headers);
      return { ...again, status: this.#client.gone ? GONE : 200 };
    }
    cancellation.listen((cause) => said.cancel(cause));
    this.#clientStream.pipe(said, headers);
    const failure = cancellation.cause ?? (await said.finished);
    cancellation.listen();
    this.#clientStream.stop();
    this.#endStream(said.steps, failure, { cost });
    return { ...again, status: this.#client.gone ? GONE : 200, ...(failure && { failure }) };
  }

  #sendWhole(attempt: OperationAttempt, { bytes, usage, isEstimated }: WholeAnswer): Served {
    const known = this.#bill(attempt, usage);
    const billed = known && { ...known, isEstimated };
    this.#client.answer(200, bytes, this.#headers(attempt, billed));
    return this.#served(attempt, usage, billed);
  }

  /** Undefined where the usage is not known. */
  #bill({ target: { priced } }: OperationAttempt, usage: Usage | undefined): Billed | undefined {
    if (usage === undefined) return undefined;
    const { now, ask } = this.#plan;
    const rates = billedRates(priced, usage, now, ask.body);
    const settled = costBy(rates, priced, usage, ask.body);
    if (!this.#tries.hedge?.hasLost) return { rates, cost: settled, settled };
    const unsettled = this.#tries.hedge.unsettled(usage);
    return { rates, cost: sumOf(settled, unsettled), settled, unsettled };
  }

  #served(attempt: OperationAttempt, usage: Usage | undefined, billed: Billed | undefined, failure?: Failure): Served {
    const { target } = attempt;
    const alarms = usage ? this.#alarms(attempt, usage, billed?.settled) : [];
    const status = this.#client.gone ? GONE : 200;
    const { cost, unsettled, isEstimated } = billed ?? {};
    const { emulated } = attempt;
    const { groups } = this.#plan;
    const stay = groups && stayOf(groups, target.id);
    const { isStandIn } = this.#plan;
    const common = {
      status,
      ...(isStandIn && { isStandIn }),
      ...(failure && { failure }),
      target,
      usage,
      cost,
      unsettled,
    };
    return { ...common, emulated, isEstimated, alarms, stay };
  }

  #alarms({ target, limit }: OperationAttempt, usage: Usage, cost: number | undefined): string[] {
    const answers = answersFrom(target.priced, this.#plan.ask.facts.request.said.choices);
    const found = [
      outputAlarm(target.target, usage, answers, limit),
      billAlarm(target.priced, usage, cost, this.#plan),
    ];
    return found.filter((alarm) => alarm !== undefined);
  }

  /** A broken stream ends with an error, never with the end mark. */
  #endStream(steps: ClientSteps, failure: Failure | undefined, billed: RequestCost | undefined): void {
    const cost = billed?.cost;
    const last = failure
      ? // What has begun is broken off in our words: the provider's may be about anything.
        steps.broken(refusalOf(failure.class === "cancelled" ? failure : { class: failure.class, detail: "" }))
      : steps.ending(cost === undefined ? undefined : Number(usd(cost)));
    this.#clientStream.end(last, billed && costHeaders(billed));
  }

  #refuse(failure: Failure): Served {
    this.#measureSilence(failure);
    const begun = this.#clientStream.stop();
    if (this.#client.gone) return { status: GONE, failure, alarms: [] };
    const isEnding = failure.class === "cancelled";
    const refusal = isEnding ? refusals.shuttingDown() : this.#refusalAfter(failure);
    if (begun) {
      this.#clientStream.end(begun.broken(refusal));
      return { status: 200, failure, alarms: [] };
    }
    const { headers } = refusal;
    const status = this.#operation.endpoint.status?.(refusal) ?? refusal.status;
    const told = isEnding ? { ...headers, "x-pointsman-table": this.#plan.table } : { ...headers, ...this.#headers() };
    this.#client.answer(status, this.#operation.endpoint.refusal(refusal, this.#client.id), { ...told });
    return { status, failure, alarms: [] };
  }

  #refusalAfter(failure: Failure): Refusal {
    const refusal = refusalAfter(failure, this.records, this.#plan);
    return this.#plan.spending?.told(failure, refusal) ?? refusal;
  }

  /** A tier that lets wait in vain is slow, too. */
  #measureSilence({ class: name }: Failure): void {
    const { tier, ask } = this.#plan;
    if (tier === undefined || this.#operation.aside || !(isSilence(name) || name === "deadline")) return;
    const { load, clock } = this.#running;
    load.latencyOf(tier)[ask.request.stream ? "firstToken" : "total"].record(clock.now() - this.#began);
  }

  /** `answered` is the attempt that the client is answered from, if there is one. */
  #headers(answered?: OperationAttempt, billed?: Billed): Record<string, string> {
    const { endpoint, provider } = (answered ?? this.#tries.last)?.target ?? {};
    return answerHeaders({
      plan: this.#plan,
      attempts: this.#tries.asked,
      records: this.records,
      timing: { decide: this.#began - this.#client.began, attempts: this.#running.clock.now() - this.#began },
      simulated: endpoint?.simulated ? provider?.id : undefined,
      cache: this.#cached?.told,
      ...(answered && { answered, billed }),
      budgetLeft: answered && this.#plan.spending?.left(answered.whole && billed?.settled),
    });
  }
}

/** What is not known of a part is not known of the sum. */
function sumOf(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
