/**
 * The attempts of one request: every target in the plan's order, then once more those whose failure may pass.
 * What falls back and what is tried again is read from the failure table, nowhere else.
 */
import { type FailureClass, fallsBack } from "../../semantics/failures.ts";
import { type Failure, failures } from "../failures.ts";
import type { AttemptEnd } from "./attempt.ts";
import { type Cancellation, pause } from "./cancellation.ts";
import type { Deadline } from "./deadline.ts";

/** What one attempt came to. */
export interface AttemptRecord {
  target: string;
  failure?: Failure;
  /** Milliseconds. */
  ms: number;
}

export interface AttemptsPlan<T extends { id: string }> {
  targets: readonly T[];
  deadline: Deadline;
  /** Milliseconds until the first useful event of a stream, per attempt. */
  firstToken?: number | undefined;
  /** What goes on to the next target; absent: what the failure table says. */
  fallbackOn?: ReadonlySet<FailureClass> | undefined;
  cancellation: Cancellation;
  /** Filled as attempts end. */
  records: AttemptRecord[];
  /** One try, limited until it commits. */
  attempt(target: T, limit: { ms: number; class: FailureClass }): Promise<AttemptEnd>;
}

/** No failure: the client has its answer. Otherwise the most telling one. */
export interface AttemptsEnd<T> {
  failure?: Failure;
  committed: boolean;
  /** The target that answered, or that broke off after it had begun. */
  target?: T;
}

/** One that failed, and when it may be asked again. */
interface Failed<T> {
  target: T;
  failure: Failure;
  at: number;
}

/** No request waits longer than this for a second round. Milliseconds. */
const LONGEST_WAIT = 5_000;

export async function runAttempts<T extends { id: string }>(plan: AttemptsPlan<T>): Promise<AttemptsEnd<T>> {
  const first = await runRound(plan, plan.targets);
  if (first.end) return first.end;
  const again = worthAgain(first.failed, plan.deadline);
  const second =
    again.length > 0
      ? await runRound(
          plan,
          again.map(({ target }) => target),
          again,
        )
      : first;
  return second.end ?? { failure: mostTelling(second.failed), committed: false };
}

interface Round<T> {
  /** Set when the round decided the request. */
  end?: AttemptsEnd<T>;
  failed: Failed<T>[];
}

async function runRound<T extends { id: string }>(
  plan: AttemptsPlan<T>,
  targets: readonly T[],
  waits: readonly Failed<T>[] = [],
): Promise<Round<T>> {
  const failed: Failed<T>[] = [];
  for (const [i, target] of targets.entries()) {
    const wait = (waits[i]?.at ?? 0) - performance.now();
    if (wait > 0) await pause(wait, plan.cancellation);
    const { cancellation, deadline } = plan;
    if (cancellation.cause) return { end: { failure: cancellation.cause, committed: false }, failed };
    if (deadline.passed) break;
    const { failure, committed } = await timed(plan, target, targets.length - i);
    if (failure === undefined || committed) {
      return { end: { ...(failure && { failure }), committed, target }, failed };
    }
    failed.push({ target, failure, at: performance.now() + waitAfter(failure) });
    if (failure.class === "deadline") break;
    if (!fallsBack(failure.class, plan.fallbackOn)) return { end: { failure, committed: false }, failed };
  }
  return { failed };
}

async function timed<T extends { id: string }>(plan: AttemptsPlan<T>, target: T, left: number): Promise<AttemptEnd> {
  const began = performance.now();
  const end = await plan.attempt(target, limitOf(plan, left));
  const ms = Math.round(performance.now() - began);
  plan.records.push({ target: target.id, ...(end.failure && { failure: end.failure }), ms });
  return end;
}

/** A silent target must not eat the time of those after it. */
function limitOf<T extends { id: string }>(plan: AttemptsPlan<T>, left: number): { ms: number; class: FailureClass } {
  const share = plan.deadline.share(left);
  if (plan.firstToken !== undefined && plan.firstToken < share)
    return { ms: plan.firstToken, class: "timeout-first-token" };
  return { ms: share, class: left === 1 ? "deadline" : "timeout-attempt" };
}

/** A short wait with jitter, so that clients do not come back in step. */
function waitAfter(failure: Failure): number {
  return Math.max(failure.retryAfter ?? 0, 100 + Math.random() * 150);
}

function worthAgain<T>(failed: Failed<T>[], deadline: Deadline): Failed<T>[] {
  const latest = performance.now() + Math.min(LONGEST_WAIT, deadline.left);
  return failed.filter(({ failure, at }) => failures[failure.class].retry && at < latest).sort((a, b) => a.at - b.at);
}

function mostTelling<T>(failed: Failed<T>[]): Failure {
  let best: Failure = { class: "deadline", detail: "the request's deadline passed before a target could be tried" };
  let telling = -1;
  for (const { failure } of failed) {
    const row = failures[failure.class];
    if (row.telling > telling) [best, telling] = [failure, row.telling];
  }
  return best;
}
