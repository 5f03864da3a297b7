/** What the way of a request knows of limits. Loaded where a table has some. */
import type { Endpoint } from "../../endpoints/endpoint.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Usage } from "../../operations/chat/answer.ts";
import type { Refusal } from "../../refusal.ts";
import type { Plan } from "../plan.ts";
import type { TargetsQuestion } from "../planned-targets.ts";

/** Of one table. */
export interface Limiting {
  /** What stands in for a plan is known where a limit is full. */
  limit<R extends Asked>(plan: Plan<R>, asked: TargetsQuestion): void;
  /** Takes what the request may come to from every limit that it meets, or nothing. */
  enter<R extends Asked>(plan: Plan<R>, endpoint: Endpoint<R>): Promise<Entered<R>>;
}

export type Entered<R extends Asked> = Inside<R> | Outside;

export interface Inside<R extends Asked> {
  /** What serves it: another one where a limit is full that goes on with that. */
  readonly plan: Plan<R>;
  /** Gives back what it did not use. Once, on every way out. */
  leave(used: Used | undefined): void;
}

/** It may not be served now. */
export interface Outside {
  readonly refusal: Refusal;
}

/** Of a request that has ended. */
export interface Used {
  /** As its provider counted it. */
  readonly usage?: Usage | undefined;
  /** Absent: no target has answered it. */
  readonly target?: unknown;
}
