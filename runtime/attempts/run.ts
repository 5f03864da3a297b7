/**
 * The attempts of one request: every target in the plan's order, then, in further rounds, those whose failure may pass.
 * What falls back and what is tried again is read from the failure table, nowhere else.
 */
import { MOST_ATTEMPTS } from "../../semantics/attempts.ts";
import { type FailureClass, fallsBack } from "../../semantics/failures.ts";
import type { Clock } from "../clock.ts";
import { type Failure, failures } from "../failures.ts";
import type { Tried } from "./attempt.ts";
import { type Cancellation, pause } from "./cancellation.ts";
import type { Deadline } from "./deadline.ts";
import type { Detours, Waiting } from "./detours.ts";

/** What one attempt came to. */
export interface AttemptRecord {
  target: string;
  failure?: Failure;
  /** Where the failure led, other than to the next target. */
  led?: string;
  /** Milliseconds. */
  ms: number;
}

export interface AttemptsPlan<T extends { id: string }, A extends Tried> {
  targets: readonly T[];
  deadline: Deadline;
  clock: Clock;
  /** From 0 up to 1: waits differ, so that clients do not come back in step. */
  chance(): number;
  /** Milliseconds of each attempt until it opens; absent: its share of what is left of the deadline. */
  attempt?: number | undefined;
  /** Milliseconds until the first useful event of an attempt whose answer comes as a stream. */
  firstToken?: ((target: T) => number | undefined) | undefined;
  /** Further rounds, and the least milliseconds between a failure and the next try at its target; absent: one, after a short wait. */
  retry?: { times: number; after?: number | undefined } | undefined;
  /** What goes on to the next target; absent: what the failure table says. */
  fallbackOn?: ReadonlySet<FailureClass> | undefined;
  /** Cancels the attempt that has opened, too, while it goes on. */
  cancellation: Cancellation;
  /** It is known to be down just now: it is tried after all others. Asked before each try, as it may have come back. */
  skips?(target: T): boolean;
  /** Begins the next target beside one that lets wait. Absent: never. */
  hedge?: Hedge<T, A> | undefined;
  /** Where some failures lead to other targets than the next. */
  detours?: Detours<T> | undefined;
  /** Begins one try, limited until it opens. */
  begin(target: T, limit: AttemptLimit): A;
}

/** On what terms targets race, and who runs the race. */
export interface Hedge<T extends { id: string }, A extends Tried> {
  readonly race: Race;
  /** Milliseconds that a target has alone; undefined: nothing is known of it, and nothing begins beside it. */
  after(target: T): number | undefined;
  /** Nothing speaks against asking it while another is being asked. */
  trusts(target: T): boolean;
  /** Asked when another would begin: answers whether it may, and counts it. */
  take(): boolean;
  /** Told of each that was broken off since another has decided; `silent`: for how long, in milliseconds, where it began first. */
  lost(runner: Runner<T, A>, silent: number | undefined): void;
}

/** One that has been begun while others are left. */
export type Race = <T extends { id: string }, A extends Tried>(
  plan: AttemptsPlan<T, A>,
  first: Runner<T, A>,
  left: readonly Waiting<T>[],
) => Promise<Raced<T, A>>;

export interface Runner<T, A> {
  readonly target: T;
  readonly attempt: A;
}

export interface Raced<T, A> {
  /** Set when it decided the request. */
  readonly end?: AttemptsEnd<A>;
  /** Those that failed by themselves. */
  readonly failed: readonly Failed<T>[];
  /** What has not been begun. */
  readonly left: readonly Waiting<T>[];
}

export interface AttemptLimit {
  readonly ms: number;
  /** What an attempt is called that has not opened by then. */
  readonly class: FailureClass;
  /** Milliseconds until one that has begun must have opened; absent: the deadline's. */
  readonly whole?: number;
  /** Of what is left of the deadline, from 0 to 1. */
  readonly share: number;
}

/** What bounds each attempt of a request. */
export type AttemptBounds = Pick<AttemptsPlan<never, never>, "deadline" | "attempt">;

/** The attempt that has opened, or the most telling failure. */
export type AttemptsEnd<A> = { readonly opened: A } | { readonly failure: Failure };

/** One that failed, and when it may be asked again. */
export interface Failed<T> extends Waiting<T> {
  failure: Failure;
}

/** Where a route does not say otherwise, no request waits longer than this for another round. Milliseconds. */
const LONGEST_WAIT = 5_000;

export async function runAttempts<T extends { id: string }, A extends Tried>(
  plan: AttemptsPlan<T, A>,
): Promise<AttemptsEnd<A>> {
  const { targets, detours, retry = { times: 1 } } = plan;
  const untried = targets.slice(0, MOST_ATTEMPTS).map((target) => ({ target, at: 0 }));
  let begun = untried.length;
  let round = await runRound(plan, untried, plan.skips);
  for (let more = retry.times; more > 0 && !round.end; more--) {
    const again = worthAgain(round.failed, plan).slice(0, MOST_ATTEMPTS - (detours?.begun ?? begun));
    if (again.length === 0) break;
    begun += again.length;
    round = await runRound(plan, again);
  }
  return round.end ?? { failure: mostTelling(round.failed) };
}

interface Round<T, A> {
  /** Set when the round decided the request. */
  end?: AttemptsEnd<A>;
  failed: Failed<T>[];
}

async function runRound<T extends { id: string }, A extends Tried>(
  plan: AttemptsPlan<T, A>,
  targets: readonly Waiting<T>[],
  skips?: AttemptsPlan<T, A>["skips"],
): Promise<Round<T, A>> {
  const { cancellation, deadline, clock, detours } = plan;
  const failed: Failed<T>[] = [];
  detours?.beginRound(skips !== undefined);
  let left = detours ? detours.line(targets) : targets;
  while (left.length > 0) {
    const turn = nextOf(left, detours?.isLast ? undefined : skips, detours);
    const { target, at } = turn.next;
    left = left.filter((waiting) => waiting !== turn.next);
    const wait = at - clock.now();
    if (wait > 0) await pause(wait, cancellation, clock);
    if (cancellation.cause) return { end: { failure: cancellation.cause }, failed };
    if (deadline.passed) break;
    detours?.tried(target);
    const attempt = plan.begin(target, limitOf(plan, shareOf(turn), plan.firstToken?.(target)));
    if (plan.hedge && left.length > 0) {
      const raced = await plan.hedge.race(plan, { target, attempt }, left);
      failed.push(...raced.failed);
      if (raced.end) return { end: raced.end, failed };
      left = detours ? behind(detours, raced.failed, raced.left) : raced.left;
      continue;
    }
    cancellation.listen((cause) => attempt.cancel(cause));
    const failure = await attempt.opened;
    if (failure === undefined) return { end: { opened: attempt }, failed };
    cancellation.listen();
    failed.push(failedOf(plan, target, failure));
    if (failure.class === "deadline") break;
    if (!fallsBack(failure.class, plan.fallbackOn)) return { end: { failure }, failed };
    if (detours) left = behind(detours, failed.slice(-1), left);
  }
  return { failed };
}

/** What is left after these failures, one after the other. */
function behind<T>(
  detours: Detours<T>,
  failed: readonly Failed<T>[],
  left: readonly Waiting<T>[],
): readonly Waiting<T>[] {
  return detours.line(failed.reduce((line, { target, failure }) => detours.after(target, failure.class, line), left));
}

export function failedOf<T extends { id: string }, A extends Tried>(
  plan: AttemptsPlan<T, A>,
  target: T,
  failure: Failure,
): Failed<T> {
  return { target, failure, at: plan.clock.now() + waitAfter(failure, plan) };
}

/** Whose turn it is among those that are left. */
export interface Turn<T> {
  next: Waiting<T>;
  /** Targets that share the time, this one included. */
  shares: number;
  /** Those behind them that are skipped. */
  skipped: number;
}

/** The first that is not skipped; the first of all where all are. */
export function nextOf<T>(
  left: readonly Waiting<T>[],
  skips?: (target: T) => boolean,
  detours?: Pick<Detours<T>, "shares">,
): Turn<T> {
  const up = skips && left.length > 1 ? left.filter(({ target }) => !skips(target)) : left;
  const shares = up.length > 0 ? up : left;
  const { behind = 0, held = 0 } = detours?.shares(left) ?? {};
  return { next: shares[0]!, shares: shares.length + behind, skipped: left.length - shares.length + held };
}

/** Of the time that is left: kept for all that are skipped, so that one that has come back unseen is still tried. */
const KEPT = 0.1;

/** A silent target must not eat the time of those after it, and those that are skipped take hardly any from one that is up. */
export function shareOf({ shares, skipped }: Turn<unknown>): number {
  return (1 / shares) * (skipped > 0 ? 1 - KEPT : 1);
}

/** Of an attempt that begins now. */
export function limitOf(
  { deadline, attempt }: AttemptBounds,
  share: number,
  firstToken: number | undefined,
): AttemptLimit {
  const { left } = deadline;
  const ms = attempt === undefined ? left * share : Math.min(attempt, left);
  const whole = attempt !== undefined && attempt < left ? { whole: attempt } : {};
  if (firstToken !== undefined && firstToken < ms)
    return { ms: firstToken, class: "timeout-first-token", ...whole, share };
  return { ms, class: ms === left ? "deadline" : "timeout-attempt", ...whole, share };
}

/** A wait with jitter, or as long as the provider asks for. */
function waitAfter(
  { retryAfter = 0 }: Failure,
  { chance, retry }: Pick<AttemptsPlan<never, never>, "chance" | "retry">,
): number {
  const { after } = retry ?? {};
  return Math.max(retryAfter, after === undefined ? 100 + chance() * 150 : after * (1 + chance() / 4));
}

function worthAgain<T>(
  failed: Failed<T>[],
  { deadline, clock, retry }: Pick<AttemptsPlan<never, never>, "deadline" | "clock" | "retry">,
): Failed<T>[] {
  const { left } = deadline;
  const latest = clock.now() + longestWait(left, retry);
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

/** Milliseconds, of those that are `left`, that a request waits at most to ask a target again. */
export function longestWait(left: number, retry: object | undefined): number {
  return retry ? left : Math.min(LONGEST_WAIT, left);
}
