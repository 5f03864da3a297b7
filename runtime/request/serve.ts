/** Runs the attempts of one request and writes what comes of them: an answer, a stream, or an error. */
import { type FailureClass, passesOver } from "../../semantics/failures.ts";
import type { Stay } from "../../semantics/sticky-group.ts";
import { answersFrom } from "../../semantics/worst-cost.ts";
import type { Cancellation } from "../attempts/cancellation.ts";
import { Deadline } from "../attempts/deadline.ts";
import { Detours } from "../attempts/detours.ts";
import { type AttemptRecord, limitOf, longestWait, runAttempts } from "../attempts/run.ts";
import type { ClientSteps } from "../endpoints/endpoint.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import type { Usage } from "../operations/chat/answer.ts";
import { refusalOf } from "../refusal.ts";
import type { Running } from "../running.ts";
import { usd } from "../usd.ts";
import { answerHeaders, type Billed } from "./answer-headers.ts";
import { billAlarm, outputAlarm } from "./bill-alarm.ts";
import type { Client } from "./client.ts";
import { ClientStream } from "./client-stream.ts";
import { billedRates, costBy } from "./cost.ts";
import { costHeaders } from "./cost-headers.ts";
import type { RequestHedge } from "./hedging.ts";
import type { Operation } from "./operation.ts";
import type { AttemptTerms, OperationAttempt } from "./operation-attempt.ts";
import type { Plan } from "./plan.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { refusalAfter } from "./refusal-after.ts";
import { refusals } from "./refusals.ts";
import type { Drawn } from "./shadow/shadowing.ts";
import { remember, stayOf } from "./stay.ts";
import { allFull, full, isFull, turnedAway } from "./turned-away.ts";
import { isSilence, watchAttempt } from "./watch-attempt.ts";
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
  /** Whether it stayed where its group is, where it has one. */
  stay?: Stay | undefined;
}

const nowhere: readonly string[] = [];

/** The status of an answer that nobody waited for. */
const GONE = 499;

export class Serving<R extends Asked> {
  /** Every attempt that has ended. */
  readonly records: AttemptRecord[] = [];
  readonly #running: Running;
  readonly #client: Client;
  readonly #plan: Plan<R>;
  readonly #operation: Operation<R>;
  readonly #drawn: Drawn | undefined;
  readonly #began: number;
  readonly #clientStream: ClientStream;
  /** The last one. */
  #attempt: OperationAttempt | undefined;
  #hedge: RequestHedge | undefined;
  #tried = 0;
  /** Targets that it has waited for, by name. */
  #waited: readonly string[] = nowhere;

  /** `drawn`: its answer is compared with another one. */
  constructor(running: Running, client: Client, plan: Plan<R>, operation: Operation<R>, drawn?: Drawn) {
    this.#drawn = drawn;
    this.#running = running;
    this.#client = client;
    this.#plan = plan;
    this.#operation = operation;
    this.#began = running.clock.now();
    this.#clientStream = new ClientStream(client, running.clock);
  }

  async serve(cancellation: Cancellation): Promise<Served> {
    const { ask, targets, limits, retry, fallbackOn } = this.#plan;
    const { clock, chance } = this.#running;
    const deadline = new Deadline(limits.deadline, clock);
    const waiting = ask.request.stream ? this.#operation.waiting?.(ask) : undefined;
    if (waiting) this.#clientStream.wait(waiting, () => this.#headers());
    const refused = this.#allRefuse(deadline);
    if (refused) return this.#refuse(refused);
    if (!this.#operation.aside) this.#hedge = this.#plan.hedge?.();
    const end = await runAttempts<ReadyTarget, OperationAttempt>({
      targets,
      deadline,
      clock,
      chance,
      attempt: limits.attempt,
      retry,
      hedge: this.#hedge,
      firstToken: (target) => this.#firstToken(target),
      fallbackOn,
      cancellation,
      skips: (target) => this.#cause(target) !== undefined,
      detours: this.#detours(),
      begin: (target, limit) => {
        const asStream = this.#asStream(target);
        return this.#begin(target, { limit, idle: limits.idle, deadline, clock, asStream });
      },
    });
    const served = "opened" in end ? await this.#answer(end.opened) : this.#refuse(this.#told(end.failure));
    cancellation.listen();
    return served;
  }

  #detours(): Detours<ReadyTarget> | undefined {
    const { elsewhere } = this.#plan;
    if (!elsewhere) return undefined;
    return new Detours({
      elsewhere,
      cause: (target) => this.#cause(target),
      led: ({ id }, { name }) => this.#led(id, name),
    });
  }

  #led(id: string, name: string): void {
    const record = this.records.findLast(({ target }) => target === id);
    if (record) record.led = name;
  }

  /** Every provider has said that it answers nothing for longer than anyone waits here: none is asked in vain. */
  #allRefuse(deadline: Deadline): Failure | undefined {
    const { health } = this.#running;
    const patience = longestWait(deadline.left, this.#plan.retry);
    let wait = Number.POSITIVE_INFINITY;
    const { targets, elsewhere } = this.#plan;
    const others = elsewhere?.leg("rate-limited")?.targets ?? [];
    for (const target of [...targets, ...others]) {
      wait = Math.min(wait, health.refuses(target));
      if (wait <= patience) return undefined;
    }
    return {
      class: "rate-limited",
      detail: "every provider of the route has said when to come again",
      retryAfter: wait,
    };
  }

  /** A whole answer, asked for as a stream. */
  #asStream(target: ReadyTarget): boolean {
    const { ask, limits } = this.#plan;
    if (ask.request.stream || !limits.wholeAsStream) return false;
    return this.#operation.asStream?.(ask, target) ?? false;
  }

  /** Of an answer that comes as a stream. */
  #firstToken(target: ReadyTarget): number | undefined {
    return this.#plan.ask.request.stream || this.#asStream(target) ? this.#plan.limits.firstToken : undefined;
  }

  /** Why it is passed over. */
  #cause(target: ReadyTarget): FailureClass | undefined {
    const down = this.#running.health.cause(target, (failure) => this.#goesOn(target, failure));
    return down ?? (this.#hasNoRoom(target) && this.#goesOn(target, full.class) ? full.class : undefined);
  }

  /** It is known to be down, by failures that go on to another one. */
  #skips(target: ReadyTarget): boolean {
    return this.#running.health.skips(target, (failure) => this.#goesOn(target, failure));
  }

  #goesOn(target: ReadyTarget, failure: FailureClass): boolean {
    const { fallbackOn, limits } = this.#plan;
    return passesOver(failure, fallbackOn, {
      firstToken: this.#firstToken(target),
      wholeAsStream: limits.wholeAsStream,
    });
  }

  /** Neither a place nor one in its line. */
  #hasNoRoom(target: ReadyTarget): boolean {
    return isFull(target, this.#running.load) && !this.#mayWait(target);
  }

  /** A request waits for a target once. */
  #mayWait(target: ReadyTarget): boolean {
    const { lines } = this.#running.inUse;
    return lines?.takes(target, this.#plan.priority) === true && !this.#waited.includes(target.id);
  }

  #begin(target: ReadyTarget, terms: Omit<AttemptTerms, "observer">): OperationAttempt {
    if (!isFull(target, this.#running.load)) return this.#ask(target, terms);
    if (this.#mayWait(target)) return this.#wait(target, terms);
    this.records.push({ target: target.id, failure: full, ms: 0 });
    return turnedAway(target);
  }

  #wait(target: ReadyTarget, terms: Omit<AttemptTerms, "observer">): OperationAttempt {
    const { priority, limits } = this.#plan;
    const { deadline, limit } = terms;
    this.#waited = [...this.#waited, target.id];
    return this.#running.inUse.lines!.wait(target, {
      priority,
      most: deadline.left * limit.share,
      begin: () => {
        // What went down meanwhile is left where there is another one.
        if (limit.share < 1 && this.#skips(target)) return undefined;
        const bounds = { deadline, attempt: limits.attempt };
        return this.#ask(target, { ...terms, limit: limitOf(bounds, limit.share, this.#firstToken(target)) });
      },
      refused: (ms) => this.records.push({ target: target.id, failure: full, ms: Math.round(ms) }),
    });
  }

  #ask(target: ReadyTarget, terms: Omit<AttemptTerms, "observer">): OperationAttempt {
    this.#tried++;
    const { tier, ask, fall } = this.#plan;
    const { stream } = ask.request;
    const { aside } = this.#operation;
    const { asStream } = terms;
    const watched = { stream, asStream, aside, records: this.records, tier, since: this.#began, fall };
    const observer = watchAttempt(this.#running, target, watched);
    if (target.target.concurrency !== undefined || target.account) this.#running.shadows?.yieldTo(target);
    const upstream = this.#drawn?.upstream(target) ?? this.#running.upstream;
    this.#attempt = this.#operation.begin(ask, target, { ...terms, observer }, upstream);
    return this.#attempt;
  }

  #told(failure: Failure): Failure {
    return failure.class === full.class && this.records.every((record) => record.failure === full) ? allFull : failure;
  }

  async #answer(attempt: OperationAttempt): Promise<Served> {
    const { stream } = attempt;
    const { groups } = this.#plan;
    if (groups && !this.#operation.aside) remember(this.#running.load.sticky, groups, attempt.target.id);
    if (stream === undefined) return this.#sendWhole(attempt, attempt.whole!);
    const headers = this.#headers(attempt);
    this.#clientStream.pipe(stream, headers, this.#hedge?.hasLost);
    const failure = await attempt.finished;
    this.#clientStream.stop();
    const { usage } = stream.steps;
    const billed = this.#bill(attempt, usage);
    this.#endStream(stream.steps, failure, billed);
    return this.#served(attempt, usage, billed, failure);
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
    if (!this.#hedge?.hasLost) return { rates, cost: settled, settled };
    const unsettled = this.#hedge.unsettled(usage);
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
    const common = { status, ...(failure && { failure }), target, usage, cost, unsettled };
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
  #endStream(steps: ClientSteps, failure: Failure | undefined, billed: Billed | undefined): void {
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
    const refusal = isEnding ? refusals.shuttingDown() : refusalAfter(failure, this.records, this.#plan);
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

  /** A tier that lets wait in vain is slow, too. */
  #measureSilence({ class: name }: Failure): void {
    const { tier, ask } = this.#plan;
    if (tier === undefined || this.#operation.aside || !(isSilence(name) || name === "deadline")) return;
    const { load, clock } = this.#running;
    load.latencyOf(tier)[ask.request.stream ? "firstToken" : "total"].record(clock.now() - this.#began);
  }

  /** `answered` is the attempt that the client is answered from, if there is one. */
  #headers(answered?: OperationAttempt, billed?: Billed): Record<string, string> {
    const { endpoint, provider } = (answered ?? this.#attempt)?.target ?? {};
    return answerHeaders({
      plan: this.#plan,
      attempts: this.#tried,
      records: this.records,
      timing: { decide: this.#began - this.#client.began, attempts: this.#running.clock.now() - this.#began },
      simulated: endpoint?.simulated ? provider?.id : undefined,
      ...(answered && { answered, billed }),
    });
  }
}

/** What is not known of a part is not known of the sum. */
function sumOf(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}
