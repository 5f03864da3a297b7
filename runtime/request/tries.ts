/** The attempts of one request: which targets are passed over or waited for, and what each is begun with. */
import { type FailureClass, passesOver } from "../../semantics/failures.ts";
import type { Cancellation } from "../attempts/cancellation.ts";
import type { Deadline } from "../attempts/deadline.ts";
import { Detours } from "../attempts/detours.ts";
import { type AttemptRecord, type AttemptsEnd, limitOf, longestWait, runAttempts } from "../attempts/run.ts";
import type { Failure } from "../failures.ts";
import type { Asked } from "../operations/asked.ts";
import type { Running } from "../running.ts";
import type { Upstream } from "../upstream/upstream.ts";
import type { RequestHedge } from "./hedging.ts";
import type { Operation } from "./operation.ts";
import type { AttemptTerms, OperationAttempt } from "./operation-attempt.ts";
import type { Plan } from "./plan.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { Rooms } from "./rooms/rooms.ts";
import type { RequestSpending } from "./spending/request-spending.ts";
import { full, isFull, turnedAway } from "./turned-away.ts";
import { watchAttempt } from "./watch-attempt.ts";

export interface Trying<R extends Asked> {
  readonly running: Running;
  readonly plan: Plan<R>;
  readonly operation: Operation<R>;
  /** By which a target is asked. */
  readonly upstream: (target: ReadyTarget) => Upstream;
  /** When the first of them may begin, by the clock. */
  readonly began: number;
}

const nowhere: readonly string[] = [];

export class Tries<R extends Asked> {
  /** Every attempt that has ended. */
  readonly records: AttemptRecord[] = [];
  /** How many targets were asked. */
  asked = 0;
  /** The last one. */
  last: OperationAttempt | undefined;
  hedge: RequestHedge | undefined;
  readonly #running: Running;
  #plan: Plan<R>;
  readonly #operation: Operation<R>;
  readonly #upstream: Trying<R>["upstream"];
  readonly #began: number;
  /** Targets that it has waited for, by name. */
  #waited: readonly string[] = nowhere;

  constructor({ running, plan, operation, upstream, began }: Trying<R>) {
    this.#running = running;
    this.#plan = plan;
    this.#operation = operation;
    this.#upstream = upstream;
    this.#began = began;
  }

  run(deadline: Deadline, cancellation: Cancellation): Promise<AttemptsEnd<OperationAttempt>> {
    const { targets, limits, retry, fallbackOn } = this.#plan;
    const { clock, chance, held } = this.#running;
    const refused = this.#allRefuse(deadline);
    if (refused) return Promise.resolve({ failure: refused });
    if (!this.#operation.aside) this.hedge ??= this.#plan.hedge?.();
    const end = runAttempts<ReadyTarget, OperationAttempt>({
      targets,
      deadline,
      clock,
      chance,
      attempt: limits.attempt,
      retry,
      hedge: this.hedge,
      firstToken: (target) => this.#firstToken(target),
      fallbackOn,
      cancellation,
      skips: (target) => this.#cause(target) !== undefined,
      detours: this.#detours(),
      begin: (target, limit) => {
        const asStream = this.#asStream(target);
        return this.#begin(target, { limit, idle: limits.idle, deadline, clock, held, asStream });
      },
    });
    return this.#spending ? this.#unlessSpent(end, deadline, cancellation) : end;
  }

  /** What serves it, which is another one where a budget was spent. */
  get plan(): Plan<R> {
    return this.#plan;
  }

  get #spending(): RequestSpending | undefined {
    return this.#operation.aside ? undefined : this.#plan.spending;
  }

  get #rooms(): Rooms | undefined {
    return this.#operation.aside ? undefined : this.#plan.rooms;
  }

  /** Where a budget does not cover an attempt, what stands in takes the place of all that is left. */
  async #unlessSpent(
    ending: Promise<AttemptsEnd<OperationAttempt>>,
    deadline: Deadline,
    cancellation: Cancellation,
  ): Promise<AttemptsEnd<OperationAttempt>> {
    const end = await ending;
    if ("opened" in end || end.failure.class !== "over-budget") return end;
    const { spent } = this.#plan.spending!;
    const standIn = spent === undefined ? undefined : this.#plan.standIn?.(spent);
    if (!standIn) return end;
    const record = this.records.findLast(({ failure }) => failure?.class === "over-budget");
    if (record) record.led = standIn.tier ?? standIn.targets.map(({ id }) => id).join(", ");
    this.#plan = standIn;
    return this.run(deadline, cancellation);
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
    if (down) return down;
    if (this.#hasNoPlace(target) && this.#goesOn(target, full.class)) return full.class;
    return this.#isAtLimit(target) && this.#goesOn(target, "rate-limited") ? "rate-limited" : undefined;
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
  #hasNoPlace(target: ReadyTarget): boolean {
    return isFull(target, this.#running.load) && !this.#mayWait(target);
  }

  /** As far as is known before it is asked. */
  #isAtLimit(target: ReadyTarget): boolean {
    return this.#rooms?.isFull(target, this.#plan.ask) === true;
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
    const { tier, ask, fall } = this.#plan;
    const { stream } = ask.request;
    const { aside } = this.#operation;
    const { asStream } = terms;
    const watched = { stream, asStream, aside, records: this.records, tier, since: this.#began, fall };
    const observer = watchAttempt(this.#running, target, watched);
    if (target.target.concurrency !== undefined || target.account) this.#running.shadows?.yieldTo(target);
    const upstream = this.#upstream(target);
    const all: AttemptTerms = { ...terms, observer };
    const rooms = this.#rooms;
    this.last = rooms
      ? rooms.attempt(target, ask, all, (given) => this.#spend(target, given, upstream))
      : this.#spend(target, all, upstream);
    return this.last;
  }

  #spend(target: ReadyTarget, terms: AttemptTerms, upstream: Upstream): OperationAttempt {
    const spending = this.#spending;
    return spending
      ? spending.attempt(target, terms, (given) => this.#send(target, given, upstream))
      : this.#send(target, terms, upstream);
  }

  #send(target: ReadyTarget, terms: AttemptTerms, upstream: Upstream): OperationAttempt {
    this.asked++;
    return this.#operation.begin(this.#plan.ask, target, terms, upstream);
  }
}
