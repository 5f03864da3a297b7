/**
 * The classes of failures, and what follows each: the one list of them. What a policy may name, what the runtime does, and
 * what the verifier takes to be possible are read from here.
 */

/** How one attempt failed. */
export type AttemptFailure =
  | "connect"
  | "timeout-first-token"
  | "timeout-idle"
  | "timeout-attempt"
  | "rate-limited"
  | "quota"
  | "overloaded"
  | "server-error"
  | "auth"
  | "not-found"
  | "malformed"
  | "truncated"
  | "context-length"
  | "content-filter"
  | "bad-request"
  | "unsupported";

/** Why the whole request ended: no other target follows. */
export type RequestFailure = "deadline" | "cancelled" | "over-budget" | "over-limit" | "no-target";

export type FailureClass = AttemptFailure | RequestFailure;

export interface FailureCourse {
  /** Goes to the next target, unless the policy says otherwise. */
  readonly fallback: boolean;
  /** Worth another try at the same target. */
  readonly retry: boolean;
  /** A target that is down, or whose key no longer holds, can show itself so before it has answered anything. */
  readonly outage: boolean;
}

const passing: FailureCourse = { fallback: true, retry: true, outage: true };
const lasting: FailureCourse = { fallback: true, retry: false, outage: true };
/** The request's own, wherever it goes. */
const own: FailureCourse = { fallback: false, retry: false, outage: false };

export const attemptFailures: Readonly<Record<AttemptFailure, FailureCourse>> = {
  connect: passing,
  "timeout-first-token": lasting,
  // Of an answer that has begun.
  "timeout-idle": { ...lasting, outage: false },
  "timeout-attempt": lasting,
  "rate-limited": passing,
  quota: lasting,
  overloaded: passing,
  "server-error": passing,
  auth: lasting,
  "not-found": lasting,
  malformed: lasting,
  truncated: passing,
  // Another model may take what this one cannot.
  "context-length": { ...own, fallback: true },
  "content-filter": own,
  "bad-request": own,
  unsupported: { ...own, fallback: true },
};

export const failureCourses: Readonly<Record<FailureClass, FailureCourse>> = {
  ...attemptFailures,
  deadline: own,
  cancelled: own,
  "over-budget": own,
  "over-limit": own,
  "no-target": own,
};

/** By a route's `fallbackOn`; absent: by the default of the class. */
export function fallsBack(failure: FailureClass, fallbackOn: ReadonlySet<string> | undefined): boolean {
  return fallbackOn ? fallbackOn.has(failure) : failureCourses[failure].fallback;
}

/** What of a route ends attempts that say nothing; milliseconds. */
export interface Silence {
  readonly firstToken?: number | undefined;
  /** Whole answers come as streams, too, so that silence inside one ends an attempt before the client has a part of it. */
  readonly wholeAsStream?: boolean | undefined;
}

/** By what a route writes: where it limits silence, whole answers are asked for as streams. */
export function watchesSilence({
  firstToken,
  idle,
}: {
  firstToken?: number | undefined;
  idle?: number | undefined;
}): boolean {
  return firstToken !== undefined || idle !== undefined;
}

/** Some failure of a route goes on to the next target. */
export function mayGoOn(fallbackOn: ReadonlySet<string> | undefined, silence: Silence): boolean {
  return beforeAnswer(silence).some((name) => fallsBack(name, fallbackOn));
}

/**
 * A target whose last failures were of this class is passed over, where it would go on from them: so no request gets to a target
 * that it could not get to by a failure.
 */
export function passesOver(
  failure: FailureClass,
  fallbackOn: ReadonlySet<string> | undefined,
  silence: Silence,
): boolean {
  return fallsBack(failure, fallbackOn) && mayGoOn(fallbackOn, silence);
}

/** The classes by which an outage can show itself, and that end a request on a route. */
export function endingOutages(fallbackOn: ReadonlySet<string> | undefined, silence: Silence): AttemptFailure[] {
  return beforeAnswer(silence).filter((name) => attemptFailures[name].outage && !fallsBack(name, fallbackOn));
}

/** What can end an attempt before the client has a part of its answer. Nobody waits for a first token without a limit for it. */
export function beforeAnswer({ firstToken, wholeAsStream = false }: Silence): AttemptFailure[] {
  const names = Object.keys(attemptFailures) as AttemptFailure[];
  return names.filter((name) => {
    if (name === "timeout-idle") return wholeAsStream;
    return name !== "timeout-first-token" || firstToken !== undefined;
  });
}
