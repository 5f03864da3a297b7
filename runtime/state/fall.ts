/** Where one request fell, told what becomes of it. */
import type { FailureClass } from "../../semantics/failures.ts";
import type { Clock } from "../clock.ts";
import type { Canary } from "./canary.ts";
import type { RequestEnd, Side } from "./side.ts";

export class Fall {
  /** That the request is in. */
  readonly canary: Canary | undefined;
  readonly #sides: readonly Side[];
  readonly #clock: Clock;

  constructor(sides: readonly Side[], canary: Canary | undefined, clock: Clock) {
    this.canary = canary;
    this.#sides = sides;
    this.#clock = clock;
  }

  /** An attempt at a target has begun a stream, or was given up as silent, so long after it began itself. Milliseconds. */
  began(target: string, ms: number): void {
    if (this.canary?.targets.has(target)) this.canary.began(ms);
  }

  /** The client of a stream has waited so long for its beginning. Milliseconds. */
  waited(ms: number): void {
    for (const side of this.#sides) side.firstToken.record(ms, this.#clock.now());
  }

  /** `areDown`: none of these targets is being asked, as all of them keep failing. */
  ended(end: RequestEnd, areDown: (targets: ReadonlySet<string>) => boolean): void {
    for (const side of this.#sides) side.ended(end);
    if (!this.canary) return;
    const failed = hasFailed(end, this.canary.targets, areDown);
    if (failed !== undefined) this.canary.ended(failed);
  }
}

/** Whether the candidate has failed a request; undefined where nothing is known of it by that. */
function hasFailed(
  { answered, failure, attempts }: RequestEnd,
  targets: ReadonlySet<string>,
  areDown: (targets: ReadonlySet<string>) => boolean,
): boolean | undefined {
  if (answered !== undefined && targets.has(answered)) {
    if (failure === undefined) return false;
    return isItsOwn(failure) ? true : undefined;
  }
  const own = attempts.filter(({ target }) => targets.has(target));
  if (own.length === 0) return areDown(targets) ? true : undefined;
  return own.some((attempt) => attempt.failure && isItsOwn(attempt.failure)) ? true : undefined;
}

/** What a client can bring about by what it sends, or by leaving, says nothing against a candidate. */
const ofClients: ReadonlySet<FailureClass> = new Set([
  "bad-request",
  "cancelled",
  "content-filter",
  "context-length",
  "unsupported",
]);

function isItsOwn(failure: FailureClass): boolean {
  return !ofClients.has(failure);
}
