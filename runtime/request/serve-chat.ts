/** Runs the attempts of one chat request and writes what comes of them: an answer, a stream, or an error. */

import type { ServerResponse } from "node:http";
import { choicesOf } from "../../semantics/facts/asked.ts";
import { answersFrom } from "../../semantics/worst-cost.ts";
import type { AttemptEnd } from "../attempts/attempt.ts";
import type { Cancellation } from "../attempts/cancellation.ts";
import { Deadline } from "../attempts/deadline.ts";
import { type AttemptRecord, type AttemptsEnd, runAttempts } from "../attempts/run.ts";
import type { Failure } from "../failures.ts";
import { sendJson } from "../http/send-json.ts";
import type { Call } from "../http/server.ts";
import type { Usage } from "../operations/chat/answer.ts";
import { type Refusal, refusalOf } from "../refusal.ts";
import type { Running } from "../running.ts";
import { usd } from "../usd.ts";
import { answerHeaders, type Billed } from "./answer-headers.ts";
import { billAlarm, outputAlarm } from "./bill-alarm.ts";
import { type AttemptClocks, ChatAttempt } from "./chat-attempt.ts";
import type { ChatPlan } from "./chat-plan.ts";
import { billedRates, costBy } from "./cost.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import { refusals } from "./refusals.ts";
import type { StreamSink } from "./stream-body.ts";

/** For the log and the account. */
export interface Served {
  /** HTTP status of the client's answer; 499 when the client did not wait for it. */
  status: number;
  failure?: Failure;
  target?: ReadyTarget;
  usage?: Usage | undefined;
  /** Micro-USD. */
  cost?: number | undefined;
  /** Why the bill may be more than what was reckoned with. */
  alarms: readonly string[];
}

const COST_TRAILER = "x-pointsman-cost-usd";

export class ChatServing {
  /** Every attempt that has ended. */
  readonly records: AttemptRecord[] = [];
  readonly #running: Running;
  readonly #call: Call;
  readonly #plan: ChatPlan;
  readonly #began: number = performance.now();
  #current: ChatAttempt | undefined;
  #tried = 0;

  constructor(running: Running, call: Call, plan: ChatPlan) {
    this.#running = running;
    this.#call = call;
    this.#plan = plan;
  }

  async serve(cancellation: Cancellation): Promise<Served> {
    const { ask, targets, limits, fallbackOn } = this.#plan;
    const deadline = new Deadline(limits.deadline);
    const end = await runAttempts<ReadyTarget>({
      targets,
      deadline,
      firstToken: ask.request.stream ? limits.firstToken : undefined,
      fallbackOn,
      cancellation,
      records: this.records,
      attempt: (target, limit) => this.#attempt(target, { limit, idle: limits.idle, deadline, cancellation }),
    });
    return this.#write(end);
  }

  async #attempt(target: ReadyTarget, clocks: AttemptClocks): Promise<AttemptEnd> {
    const { load, upstreams } = this.#running;
    this.#tried++;
    this.#current = new ChatAttempt(this.#plan.ask, target);
    load.began(target.id);
    const began = performance.now();
    const measure = () => load.measured(target.id, performance.now() - began);
    try {
      const end = await this.#current.run(clocks, upstreams, this.#sink(this.#call.response, measure));
      if (this.#plan.ask.request.stream && !end.committed && end.failure) measure();
      return end;
    } finally {
      load.ended(target.id);
    }
  }

  #write({ failure, committed, target }: AttemptsEnd<ReadyTarget>): Served {
    const { steps, whole } = this.#current ?? {};
    const usage = target && (committed ? steps?.usage : whole?.usage);
    const { now, ask } = this.#plan;
    const rates = target && usage && billedRates(target.priced, usage, now, ask.body);
    const cost = target && usage && costBy(rates, target.priced, usage, ask.body);
    const gone = this.#call.response.destroyed;
    if (committed) this.#endStream(failure, cost);
    else if (failure) this.#sendFailure(failure);
    else sendJson(this.#call, 200, whole!.bytes, this.#headers(this.#current, usage && { rates, cost }));
    const status = gone ? 499 : this.#call.response.statusCode;
    const alarms = target && usage ? this.#alarms(target, usage, cost) : [];
    return { status, ...(failure && { failure }), ...(target && { target }), usage, cost, alarms };
  }

  #alarms({ target, priced }: ReadyTarget, usage: Usage, cost: number | undefined): string[] {
    const answers = answersFrom(priced, choicesOf(this.#plan.ask.body));
    const found = [
      outputAlarm(target, usage, answers, this.#current?.limit),
      billAlarm(priced, usage, cost, this.#plan),
    ];
    return found.filter((alarm) => alarm !== undefined);
  }

  /** `opened`: the stream has its first useful event. */
  #sink(response: ServerResponse, opened: () => void): StreamSink {
    return {
      open: () => {
        opened();
        const headers = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" };
        const trailer = this.#takesTrailers && { trailer: COST_TRAILER };
        const own = { "x-request-id": this.#call.id, ...headers };
        response.writeHead(200, { ...own, ...this.#headers(this.#current), ...trailer });
      },
      write: (bytes) => response.write(bytes),
      drained: (listener) => response.once("drain", listener),
    };
  }

  /** Trailers need chunks, which came with HTTP/1.1. */
  get #takesTrailers(): boolean {
    return this.#call.request.httpVersion !== "1.0";
  }

  /** A broken stream ends with an error, never with the end mark. */
  #endStream(failure: Failure | undefined, cost: number | undefined): void {
    const { response } = this.#call;
    if (cost !== undefined && this.#takesTrailers) response.addTrailers({ [COST_TRAILER]: usd(cost) });
    if (failure) response.end(this.#plan.ask.endpoint.errorEvent(refusalOf(failure)));
    else response.end(this.#current!.steps!.ending(cost === undefined ? undefined : Number(usd(cost))));
  }

  #sendFailure(failure: Failure): void {
    const { response } = this.#call;
    if (response.destroyed) return;
    if (failure.class === "cancelled") {
      this.#refuse(refusals.shuttingDown());
      return;
    }
    const notes = this.records.flatMap(({ target, failure: failed, ms }) => {
      if (!failed) return [];
      return { target, failure: failed.class, ...(failed.status !== undefined && { status: failed.status }), ms };
    });
    this.#refuse(refusalOf(failure, notes), this.#headers());
  }

  #refuse(refusal: Refusal, headers?: Record<string, string>): void {
    sendJson(this.#call, refusal.status, this.#plan.ask.endpoint.refusal(refusal), { ...refusal.headers, ...headers });
  }

  /** `answered` is the attempt that the client is answered from, if there is one. */
  #headers(answered?: ChatAttempt, billed?: Billed): Record<string, string> {
    const { endpoint, provider } = this.#current?.target ?? {};
    return answerHeaders({
      table: this.#running.loaded.table.hash,
      plan: this.#plan,
      attempts: this.#tried,
      timing: { decide: this.#began - this.#call.began, attempts: performance.now() - this.#began },
      simulated: endpoint?.simulated ? provider?.id : undefined,
      ...(answered && { answered, billed }),
    });
  }
}
