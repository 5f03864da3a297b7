import type { Asked } from "../client/asked.ts";
import type { WireRoute, WireRule } from "../policy/policy.ts";
import type { Reply } from "../run/ask.ts";
import type { Compiled } from "../run/compile-policy.ts";
import type { WireRecord } from "../upstream/desk.ts";

/** What must hold, by the name of what was broken. */
export type ViolationKind =
  | "no answer"
  | "error of our own"
  | "refusal in another shape"
  | "another answer"
  | "open metadata"
  | "a dead rule decided"
  | "text that nobody asked for"
  | "unknown target"
  | "no JSON"
  | "twin"
  | "unlisted member"
  | "refused by the API"
  | "limits sent"
  | "output limit"
  | "client's header"
  | "credential"
  | "text over the route's bound"
  | "over maxCost"
  | "jurisdiction"
  | "what is told of settings"
  | "let go"
  | "kept"
  | "cost header"
  | "count"
  | "models"
  | "every: target"
  | "every: cost"
  | "some"
  | "survives"
  | "spends"
  | "undecided"
  | "witness"
  | "conversion"
  | "green and not served"
  | "served, and said not to be";

export interface Violation {
  readonly kind: ViolationKind;
  readonly what: string;
}

/** One request, what came of it, and what the providers got of it. */
export interface Exchange {
  readonly compiled: Compiled;
  readonly asked: Asked;
  readonly reply: Reply;
  readonly records: readonly WireRecord[];
  /** What was asked beside it, to compare. */
  readonly beside: readonly WireRecord[];
  /** Absent: the client named a target itself, or was refused before a route was found. */
  readonly route?: WireRoute;
  /** Absent: `otherwise`. */
  readonly rule?: WireRule;
  /** Nothing went wrong at the providers. */
  readonly isHealthy: boolean;
}
