/** What the way of a request knows of what targets have left of their limits. Loaded where a target of the table has some. */
import type { Ask } from "../ask.ts";
import type { AttemptTerms, Begin, OperationAttempt } from "../operation-attempt.ts";
import type { ReadyTarget } from "../ready-targets.ts";

/** Of one table. */
export interface Rooms {
  /** The share that is left of the limit of which least is: from 0 to 1, and below 0 where it owes. 1 without limits. */
  room(target: ReadyTarget): number;
  /** As far as is known here, it has no room for what the request may come to. */
  isFull(target: ReadyTarget, ask: AskedFor): boolean;
  /** A try that is made, by `begin`, once it was taken from the target's limits. Ends as `rate-limited` where there is no room. */
  attempt(target: ReadyTarget, ask: AskedFor, terms: AttemptTerms, begin: Begin): OperationAttempt;
}

/** What the amounts are read from. */
export type AskedFor = Pick<Ask, "facts" | "maxOutputTokens" | "request">;
