/**
 * One try at one target, as a value: its clocks, and what becomes of each way in which the exchange can go. Until something useful
 * has come, `limit` runs; from then on the time between two pieces and the request's deadline do.
 */
import type { IncomingHttpHeaders } from "node:http";
import type { FailureClass } from "../../semantics/failures.ts";
import type { Clock, Timer } from "../clock.ts";
import type { Failure } from "../failures.ts";
import type { Exchange, ExchangeError, ExchangeReader } from "../upstream/upstream.ts";
import type { AnswerBody } from "./answer-body.ts";
import type { Deadline } from "./deadline.ts";
import type { HeldBytes, Holder } from "./held-bytes.ts";

export interface AttemptTask {
  /**
   * Milliseconds until something useful must have come, and what it is called when it has not; `whole`: until it must have opened,
   * absent where only the deadline says so.
   */
  limit: { ms: number; class: FailureClass; whole?: number | undefined };
  /** Milliseconds between two pieces of an answer that has opened. */
  idle: number;
  deadline: Deadline;
  clock: Clock;
  observer: AttemptObserver;
  /** What all answers hold that are collected. */
  held: HeldBytes;
  /** Opens the body of a 2xx answer, or says why its headers cannot be right. */
  open(headers: IncomingHttpHeaders): AnswerBody | Failure;
  /** Reads a refusal. */
  refused(status: number, headers: IncomingHttpHeaders, body: string): Failure;
}

/** Told of what becomes of an attempt, each at most once; milliseconds since it began. */
export interface AttemptObserver {
  /** Something useful has come of an answer that comes as a stream. */
  begun?(ms: number): void;
  opened(ms: number): void;
  finished(ms: number, failure: Failure | undefined): void;
}

/** A try that has begun, and that nothing has been sent to a client of. */
export interface Tried {
  /** Settles when something useful has come, or with why nothing has. Never rejects. */
  readonly opened: Promise<Failure | undefined>;
  /** Settles when all has come, or with why it has not. Never rejects. */
  readonly finished: Promise<Failure | undefined>;
  /** Breaks it off; it ends with the cause. */
  cancel(cause: Failure): void;
}

/** Milliseconds that an answer which may end is given to do so. */
const ENDING = 1_000;

const ERROR_BODY = 64 * 1024;

interface Refusal {
  status: number;
  headers: IncomingHttpHeaders;
  pieces: Buffer[];
  length: number;
}

/** Begins when it is made. */
export class Attempt implements Tried, ExchangeReader, Holder {
  readonly opened: Promise<Failure | undefined>;
  readonly finished: Promise<Failure | undefined>;
  held = 0;
  readonly #task: AttemptTask;
  readonly #began: number;
  #open!: (failure: Failure | undefined) => void;
  #finish!: (failure: Failure | undefined) => void;
  #exchange: Exchange | undefined;
  #body: AnswerBody | undefined;
  #refusal: Refusal | undefined;
  #hasBegun = false;
  #hasOpened = false;
  #isEnding = false;
  #settled = false;
  #openTimer: Timer | undefined;
  #idleTimer: Timer | undefined;
  #deadlineTimer: Timer | undefined;

  /** `send` is not kept: what it sends is let go as soon as it can be. */
  constructor(task: AttemptTask, send: (reader: ExchangeReader) => Exchange) {
    this.#task = task;
    this.#began = task.clock.now();
    this.opened = new Promise((resolve) => {
      this.#open = resolve;
    });
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    const { limit } = task;
    const late: Failure = { class: limit.class, detail: `nothing useful came within ${Math.round(limit.ms)} ms` };
    this.#openTimer = task.clock.after(limit.ms, () => this.#fail(late));
    this.#exchange = send(this);
  }

  cancel(cause: Failure): void {
    this.#fail(cause);
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

  broken(error: ExchangeError): void {
    if (this.#refusal) this.#fail(this.#readRefusal(this.#refusal));
    else if (this.#body?.mayEnd) this.ended();
    else this.#fail({ ...brokenBy(error, this.#body !== undefined), code: error.code });
  }

  #collect(body: AnswerBody, bytes: Buffer): void {
    const { heard } = body;
    const failure = body.push(bytes);
    if (body.begun && !this.#hasBegun) this.#begins();
    if (body.opened && !this.#hasOpened) this.#opens();
    if (failure) this.#fail(failure);
    else if (body.complete) this.#succeed();
    else if (body.held !== this.held && !this.#hold(body.held)) return;
    else if (body.begun) this.#keepTime(body, body.heard > heard);
  }

  /** False where it is given up for it. */
  #hold(bytes: number): boolean {
    const more = bytes - this.held;
    this.held = bytes;
    this.#task.held.grew(this, more);
    return !this.#settled;
  }

  #collectRefusal(refusal: Refusal, bytes: Buffer): void {
    refusal.pieces.push(bytes.subarray(0, ERROR_BODY - refusal.length));
    refusal.length += bytes.length;
    if (refusal.length >= ERROR_BODY) this.#fail(this.#readRefusal(refusal));
  }

  #readRefusal({ status, headers, pieces }: Refusal): Failure {
    return this.#task.refused(status, headers, Buffer.concat(pieces).toString("utf8"));
  }

  /** The idle clock stands still while nobody takes anything, and runs on while the provider only keeps the connection. */
  #keepTime(body: AnswerBody, isAlive: boolean): void {
    const waiting = body.waits(() => {
      if (this.#settled) return;
      this.#watchIdle(body);
      this.#exchange?.resume();
    });
    if (waiting) {
      this.#task.clock.cancel(this.#idleTimer);
      this.#idleTimer = undefined;
      this.#exchange?.pause();
    } else if (isAlive || this.#idleTimer === undefined) this.#watchIdle(body);
  }

  #begins(): void {
    const { clock, limit, deadline } = this.#task;
    this.#hasBegun = true;
    this.#task.observer.begun?.(clock.now() - this.#began);
    this.#stopOpening();
    if (limit.whole !== undefined) {
      const late: Failure = {
        class: "timeout-attempt",
        detail: `the answer was not whole within ${Math.round(limit.whole)} ms`,
      };
      this.#openTimer = clock.after(limit.whole - (clock.now() - this.#began), () => this.#fail(late));
    }
    const overdue: Failure = { class: "deadline", detail: "the request's deadline passed inside the answer" };
    this.#deadlineTimer = clock.after(deadline.left, () => this.#fail(overdue));
  }

  #stopOpening(): void {
    this.#task.clock.cancel(this.#openTimer);
    this.#openTimer = undefined;
  }

  #opens(): void {
    this.#stopOpening();
    this.#tellOpened();
  }

  #tellOpened(): void {
    this.#hasOpened = true;
    this.#task.observer.opened(this.#task.clock.now() - this.#began);
    this.#open(undefined);
  }

  #watchIdle(body: AnswerBody): void {
    const { clock, idle } = this.#task;
    if (body.mayEnd) {
      // All has been said, and the connection stays open: usage and an end mark follow at once or never.
      if (this.#isEnding) return;
      this.#isEnding = true;
      clock.cancel(this.#idleTimer);
      this.#idleTimer = clock.after(Math.min(idle, ENDING), () => this.ended());
      return;
    }
    if (this.#idleTimer) {
      this.#idleTimer.refresh();
      return;
    }
    const silent: Failure = { class: "timeout-idle", detail: `the stream was silent for ${idle} ms` };
    this.#idleTimer = clock.after(idle, () => (body.mayEnd ? this.ended() : this.#fail(silent)));
  }

  #succeed(): void {
    if (this.#settled) return;
    this.#exchange?.leave();
    this.#settle(undefined);
  }

  #fail(failure: Failure): void {
    if (this.#settled) return;
    this.#exchange?.abort();
    this.#settle(failure);
  }

  #settle(failure: Failure | undefined): void {
    this.#settled = true;
    this.#task.clock.cancel(this.#openTimer);
    this.#task.clock.cancel(this.#idleTimer);
    this.#task.clock.cancel(this.#deadlineTimer);
    if (this.held > 0) this.#task.held.left(this);
    if (failure === undefined && !this.#hasOpened) this.#tellOpened();
    this.#task.observer.finished(this.#task.clock.now() - this.#began, failure);
    this.#open(failure);
    this.#finish(failure);
  }
}

function brokenBy({ code, unreadable, badlyPacked, noCredentials }: ExchangeError, insideAnswer: boolean): Failure {
  if (noCredentials !== undefined) return { class: "auth", detail: `no credentials could be had (${code})` };
  if (badlyPacked) return { class: "malformed", detail: `the answer is not packed as it says (${code})` };
  if (insideAnswer) return { class: "truncated", detail: `the connection broke inside the answer (${code})` };
  if (unreadable) return { class: "malformed", detail: `the answer was not HTTP (${code})` };
  return { class: "connect", detail: `no answer came over the connection (${code})` };
}
