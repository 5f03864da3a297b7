/** What the end of an attempt says of the target, its account and its host. */
import { type BreakerScope, type Failure, failures } from "../failures.ts";
import type { CountedFailure } from "./breaker.ts";

/** From what is reached first to what is asked last: a failure says that all before its place is well. */
export const scopes: readonly BreakerScope[] = ["host", "account", "target"];

export type Verdict =
  /** It has answered, if only that it does not want this request. */
  | { readonly kind: "well" }
  /** It was not asked, or not to the end. */
  | { readonly kind: "unknown" }
  | {
      readonly kind: "failed";
      readonly scope: BreakerScope;
      readonly failure: CountedFailure;
      readonly answered: boolean;
    };

const well: Verdict = { kind: "well" };
const unknown: Verdict = { kind: "unknown" };

export function verdictOf(failure: Failure | undefined): Verdict {
  if (failure === undefined) return well;
  if (failure.unsent) return unknown;
  const { breaker: terms } = failures[failure.class];
  const answered = failure.status !== undefined;
  if (!terms) return answered ? well : unknown;
  const { class: name, retryAfter } = failure;
  return {
    kind: "failed",
    scope: scopeOf(failure, terms.scope),
    failure: { class: name, terms, retryAfter },
    answered,
  };
}

/** A connection that was made and broke is the target's: another one of the host may answer. */
const broken = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

function scopeOf({ class: name, code, status }: Failure, scope: BreakerScope): BreakerScope {
  if (name === "connect" && code !== undefined && broken.has(code)) return "target";
  // The key is known, and may not ask for this model.
  if (name === "auth" && status === 403) return "target";
  return scope;
}
