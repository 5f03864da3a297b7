/** A try that is made once something else is there: what it says is the try's own by then, and nothing before. */
import type { IncomingHttpHeaders } from "node:http";
import type { Failure } from "../failures.ts";
import type { OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { StreamBody } from "./stream-body.ts";
import type { WholeAnswer } from "./whole-answer.ts";

export abstract class LaterAttempt implements OperationAttempt {
  readonly target: ReadyTarget;
  abstract readonly opened: Promise<Failure | undefined>;
  abstract readonly finished: Promise<Failure | undefined>;
  /** Undefined until it is made. */
  protected attempt: OperationAttempt | undefined;

  constructor(target: ReadyTarget) {
    this.target = target;
  }

  get isSent(): boolean | undefined {
    return this.attempt !== undefined && this.attempt.isSent !== false;
  }

  get emulated(): OperationAttempt["emulated"] {
    return this.attempt?.emulated;
  }

  get changed(): readonly string[] {
    return this.attempt?.changed ?? [];
  }

  get dropped(): readonly string[] {
    return this.attempt?.dropped ?? [];
  }

  get limit(): number | undefined {
    return this.attempt?.limit;
  }

  get headers(): IncomingHttpHeaders {
    return this.attempt?.headers ?? {};
  }

  get stream(): StreamBody | undefined {
    return this.attempt?.stream;
  }

  get whole(): WholeAnswer | undefined {
    return this.attempt?.whole;
  }

  abstract cancel(cause: Failure): void;
}
