/** One request to a shadow: the try that the target is given, without a client behind it. */

import { Deadline } from "../../attempts/deadline.ts";
import { limitOf } from "../../attempts/run.ts";
import type { Failure } from "../../failures.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import type { AttemptTerms, OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import { MOST_RECORDED, Recorder } from "../recording/recorder.ts";
import type { StreamSink } from "../stream-body.ts";
import type { Side } from "./comparison.ts";
import type { Shadowed } from "./shadowing.ts";

export interface ShadowJob<R extends Asked = Asked> extends Shadowed<R> {
  readonly target: ReadyTarget;
  /** What the client was answered with. */
  readonly beside: Side & { readonly target: ReadyTarget } & Spoken;
}

export interface Spoken {
  /** What was said, where it is to be judged; gone when that is done. */
  readonly said?: string | undefined;
}

export interface ShadowTry {
  readonly attempt: OperationAttempt;
  readonly recorder: Recorder;
  /** Settles with why it has no whole answer, or nothing. Never rejects. */
  readonly finished: Promise<Failure | undefined>;
}

interface TrialWith extends Pick<AttemptTerms, "clock" | "observer" | "held"> {
  readonly upstream: Upstream;
}

/** Its deadline is its own, and as long as a client's. */
export function trial<R extends Asked>(
  job: Pick<ShadowJob<R>, "plan" | "operation" | "target">,
  { clock, upstream, observer, held }: TrialWith,
): ShadowTry {
  const { plan, operation, target } = job;
  const { ask, limits } = plan;
  const asStream = !ask.request.stream && limits.wholeAsStream === true && (operation.asStream?.(ask, target) ?? false);
  const deadline = new Deadline(limits.deadline, clock);
  const firstToken = ask.request.stream || asStream ? limits.firstToken : undefined;
  const limit = limitOf({ deadline, attempt: limits.attempt }, 1, firstToken);
  const terms = { limit, idle: limits.idle, deadline, clock, observer, held, asStream, aside: true as const };
  const recorder = new Recorder(upstream, clock, { tooLong: () => attempt.cancel(tooLong) });
  const begin = (given: AttemptTerms) => operation.begin(ask, target, given, recorder);
  const { rooms, spending } = plan;
  const spend = spending ? (given: AttemptTerms) => spending.aside(target, given, begin) : begin;
  const attempt = rooms ? rooms.attempt(target, ask, terms, spend) : spend(terms);
  return { attempt, recorder, finished: wholeOf(attempt) };
}

async function wholeOf(attempt: OperationAttempt): Promise<Failure | undefined> {
  const failure = await attempt.opened;
  if (failure) return failure;
  attempt.stream?.pipe(nowhere);
  return attempt.finished;
}

const tooLong: Failure = { class: "cancelled", detail: `the answer is over ${MOST_RECORDED} bytes` };

const nowhere: StreamSink = { write: () => true, drained: () => {} };
