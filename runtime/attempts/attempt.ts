/**
 * One try at one target: its clocks, and what becomes of each way in which the exchange can go.
 * Until the body has committed, `limit` runs; from then on the time between two pieces and the request's deadline do.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { FailureClass } from "../../semantics/failures.ts";
import type { Failure } from "../failures.ts";
import type { Exchange, ExchangeError, ExchangeReader } from "../upstream/exchange.ts";
import type { AnswerBody } from "./answer-body.ts";
import type { Cancellation } from "./cancellation.ts";
import type { Deadline } from "./deadline.ts";

export interface AttemptTask {
  /** Milliseconds until the answer must have committed, and what it is called when it has not. */
  limit: { ms: number; class: FailureClass };
  /** Milliseconds between two pieces of a committed answer. */
  idle: number;
  deadline: Deadline;
  cancellation: Cancellation;
  send(reader: ExchangeReader): Exchange;
  /** Opens the body of a 2xx answer, or says why its headers cannot be right. */
  open(headers: IncomingHttpHeaders): AnswerBody | Failure;
  /** Reads a refusal. */
  refused(status: number, headers: IncomingHttpHeaders, body: string): Failure;
}

/** No failure: the body was complete. */
export interface AttemptEnd {
  failure?: Failure;
  committed: boolean;
}

const ERROR_BODY = 64 * 1024;

export function attempt(task: AttemptTask): Promise<AttemptEnd> {
  return new Promise((resolve) => new Attempt(task, resolve).start());
}

interface Refusal {
  status: number;
  headers: IncomingHttpHeaders;
  pieces: Buffer[];
  length: number;
}

class Attempt implements ExchangeReader {
  readonly #task: AttemptTask;
  readonly #resolve: (end: AttemptEnd) => void;
  #exchange: Exchange | undefined;
  #body: AnswerBody | undefined;
  #refusal: Refusal | undefined;
  #settled = false;
  #commitTimer: NodeJS.Timeout | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #deadlineTimer: NodeJS.Timeout | undefined;

  constructor(task: AttemptTask, resolve: (end: AttemptEnd) => void) {
    this.#task = task;
    this.#resolve = resolve;
  }

  start(): void {
    const { limit, cancellation } = this.#task;
    const late: Failure = { class: limit.class, detail: `nothing useful came within ${Math.round(limit.ms)} ms` };
    cancellation.listen((cause) => this.#fail(cause));
    this.#commitTimer = setTimeout(() => this.#fail(late), limit.ms);
    this.#exchange = this.#task.send(this);
  }

  started(status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || status > 299) {
      this.#refusal = { status, headers, pieces: [], length: 0 };
      return;
    }
    const body = this.#task.open(headers);
    if ("class" in body) this.#fail(body);
    else this.#body = body;
  }

  data(bytes: Buffer): void {
    if (this.#refusal) this.#collectRefusal(this.#refusal, bytes);
    else if (this.#body) this.#collect(this.#body, bytes);
  }

  ended(): void {
    const failure = this.#refusal ? this.#readRefusal(this.#refusal) : this.#body?.end();
    if (failure) this.#fail(failure);
    else this.#succeed();
  }

  broken({ code, unreadable }: ExchangeError): void {
    if (this.#refusal) this.#fail(this.#readRefusal(this.#refusal));
    else if (this.#body?.mayEnd) this.ended();
    else if (this.#body) this.#fail({ class: "truncated", detail: `the connection broke inside the answer (${code})` });
    else if (unreadable) this.#fail({ class: "malformed", detail: `the answer was not HTTP (${code})` });
    else this.#fail({ class: "connect", detail: `no answer came over the connection (${code})` });
  }

  #collect(body: AnswerBody, bytes: Buffer): void {
    const failure = body.push(bytes);
    if (failure) this.#fail(failure);
    else if (body.complete) this.#succeed();
    else if (body.committed) this.#keepTime(body);
  }

  #collectRefusal(refusal: Refusal, bytes: Buffer): void {
    refusal.pieces.push(bytes.subarray(0, ERROR_BODY - refusal.length));
    refusal.length += bytes.length;
    if (refusal.length >= ERROR_BODY) this.#fail(this.#readRefusal(refusal));
  }

  #readRefusal({ status, headers, pieces }: Refusal): Failure {
    return this.#task.refused(status, headers, Buffer.concat(pieces).toString("utf8"));
  }

  /** After the commit: the idle clock stands still while the client takes nothing. */
  #keepTime(body: AnswerBody): void {
    if (this.#deadlineTimer === undefined) this.#commit();
    const waiting = body.waits(() => {
      if (this.#settled) return;
      this.#watchIdle();
      this.#exchange?.resume();
    });
    if (waiting) {
      clearTimeout(this.#idleTimer);
      this.#idleTimer = undefined;
      this.#exchange?.pause();
    } else this.#watchIdle();
  }

  #commit(): void {
    clearTimeout(this.#commitTimer);
    const overdue: Failure = { class: "deadline", detail: "the request's deadline passed inside the answer" };
    this.#deadlineTimer = setTimeout(() => this.#fail(overdue), this.#task.deadline.left);
  }

  #watchIdle(): void {
    if (this.#idleTimer) {
      this.#idleTimer.refresh();
      return;
    }
    const { idle } = this.#task;
    const silent: Failure = { class: "timeout-idle", detail: `the stream was silent for ${idle} ms` };
    this.#idleTimer = setTimeout(() => (this.#body?.mayEnd ? this.ended() : this.#fail(silent)), idle);
  }

  #succeed(): void {
    if (this.#settled) return;
    this.#exchange?.leave();
    this.#settle({ committed: this.#body?.committed ?? false });
  }

  #fail(failure: Failure): void {
    if (this.#settled) return;
    this.#exchange?.abort();
    this.#settle({ failure, committed: this.#body?.committed ?? false });
  }

  #settle(end: AttemptEnd): void {
    this.#settled = true;
    clearTimeout(this.#commitTimer);
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#deadlineTimer);
    this.#task.cancellation.listen();
    this.#resolve(end);
  }
}
