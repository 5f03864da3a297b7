/** The intermediate form: a policy as rules over facts, with every name resolved. Written by lower, read by the rest. */
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import type { BudgetWindow } from "../../schemas/policy-budget.ts";
import type { LimitWindow } from "../../schemas/policy-limit.ts";
import type { AttemptFailure } from "../../semantics/failures.ts";
import type { Operation } from "../../semantics/operation.ts";
import type { Treatments } from "../../semantics/parameters/treatments.ts";
import type { Origin } from "../source.ts";

export interface PolicyIr {
  metadata: MetadataField[];
  tiers: Tier[];
  routes: Route[];
  budgets: Budget[];
  limits: Limit[];
  invariants: Invariant[];
  /** The requests that must be neither recorded nor shared. */
  sensitive?: Condition;
}

export interface MetadataField {
  name: string;
  /** It is a header of its own, in lower case. */
  isHeader?: true;
  /** Absent: any string. */
  values?: string[];
  /** Requests without it are refused. */
  required?: true;
  origin: Origin;
}

export interface Tier {
  name: string;
  strategy: Strategy;
  origin: Origin;
}

export type Strategy =
  | { kind: "target"; target: Target; origin: Origin }
  | { kind: "tier"; name: string; origin: Origin }
  | { kind: "chain"; of: Strategy[]; origin: Origin }
  /** `by`: only of `balance`; absent: open requests. */
  | { kind: "fastest" | "balance"; of: Strategy[]; by?: "room"; sticky?: Sticky; origin: Origin }
  /** `quality`: the least score, from 0 to 1. */
  | { kind: "cheapest"; of: Strategy[]; quality?: number; origin: Origin }
  /** `by`: the fact whose value keeps its side. */
  | { kind: "split"; parts: { weight: number; of: Strategy }[]; by: string; origin: Origin };

/** Requests with the same value of a fact go to the same part. */
export interface Sticky {
  by: string;
  /** Milliseconds after each request; absent: what the strategy does without it. */
  lifetime?: number;
  /** Of the fact's name. */
  origin: Origin;
}

/** A model at a provider, with what the catalog knows. */
export interface Target {
  id: string;
  provider: ProviderFile;
  modelId: string;
  model: ModelEntry;
  /** The team's own score, from 0 to 1. */
  quality?: number;
}

export type Action =
  | { kind: "use"; strategy: Strategy; origin: Origin }
  | { kind: "reject"; status: number; message: string; origin: Origin };

/** What narrows or changes how requests are served. */
export interface Terms {
  /** USD */
  maxCost?: number;
  /** ISO countries. */
  jurisdictions?: string[];
  set?: Record<string, unknown>;
  /** Where the names of `set` are written; of what several places say together there is none. */
  setOrigins?: Readonly<Record<string, Origin>>;
  /** Targets are asked to keep nothing; false where a route or a rule takes that back. */
  zeroRetention?: boolean;
  /** Where requests wait for a target; absent: that of the caller's key. */
  priority?: number;
  /** Of the route. */
  unsupported?: Treatments;
  /** Of the route. */
  max?: Route["max"];
  /** What the route is for: other targets are not asked. */
  operation?: Operation;
}

export interface Rule {
  when: Condition;
  action: Action;
  terms: Terms;
  /** In place of the route's. */
  canary?: Canary;
  /** Of the whole rule. */
  origin: Origin;
}

export interface Route {
  name: string;
  /** Environments of keys, sorted, at least one: only these keys may use it. */
  env?: string[];
  rules: Rule[];
  otherwise: Action;
  max: { inputTokens?: number; outputTokens?: number; choices?: number; textBytes?: number };
  /** Milliseconds. */
  limits: { deadline?: number; attempt?: number; firstToken?: number; idle?: number };
  /** Of the limits that are written. */
  limitOrigins?: { deadline?: Origin; attempt?: Origin; firstToken?: Origin; idle?: Origin };
  /** The failure classes that go on; absent: the default. */
  fallbackOn?: string[];
  /** Where classes go on to, that do not go to the next target. */
  fallbackTo?: FailureTier[];
  retry?: Retry;
  cache?: Cache;
  hedge?: Hedge;
  shadow?: Shadow;
  /** Of every rule that has none of its own. */
  canary?: Canary;
  /** Prompts and answers are kept; where that is written. */
  record?: Origin;
  /** Requests with members that no target takes are refused. */
  refusesUnknown?: true;
  terms: Terms;
  origin: Origin;
}

/** What answers a request again without asking a model. It may have nothing switched on. */
export interface Cache {
  exact: boolean;
  normalised: boolean;
  semantic?: SemanticCache;
  scope: { of: "key" | "team" | "global"; origin: Origin };
  /** What one target said is said for no other. */
  isPerTarget: boolean;
  /** Milliseconds. */
  ttl?: number;
  /** Of the key. */
  origin: Origin;
}

export interface SemanticCache {
  /** Absent: none is named. Without a target its name is none of a model. */
  embedder?: { name: string; target?: Target; origin: Origin };
  /** From 0 to 1. */
  maxWrongHitRate?: number;
  /** Of hits that are checked. */
  judge?: Judge;
  /** Milliseconds. */
  ttl?: number;
  /** Of the key. */
  origin: Origin;
  /** Of what stands behind it. */
  value: Origin;
}

/** What serves when a target has failed in one of these ways. */
export interface FailureTier {
  /** Sorted, at least one. */
  classes: AttemptFailure[];
  strategy: Strategy;
  origin: Origin;
}

/** A candidate that a share of the requests tries first. */
export interface Canary {
  strategy: Strategy;
  /** From 0 to 1. */
  share: number;
  /** The fact whose value decides who is in it. */
  by: string;
  /** When it goes back to nothing; milliseconds. The place is the key's. */
  back: { failures?: number; firstToken?: number; origin: Origin };
  /** Of the key, and of the number. */
  origins: { canary: Origin; share: Origin };
}

/** What replaces the second round. */
export interface Retry {
  /** Further rounds. */
  times: number;
  /** Milliseconds between a failure and the next try at the same target, at the least. */
  after?: number;
  /** Of the key. */
  origin: Origin;
}

export interface Hedge {
  /** Milliseconds; absent: the measured 95th percentile. */
  after?: number;
  /** The share of requests, from 0 to 1. */
  most?: number;
  /** Of the key. */
  origin: Origin;
}

/** What is asked in the background: the first target that can serve, once. */
export interface Shadow {
  action: Extract<Action, { kind: "use" }>;
  /** Of the requests, from 0 to 1. */
  share: number;
  judge?: Judge;
  /** Of the key. */
  origin: Origin;
}

/** What scores both answers. */
export interface Judge {
  target: Target;
  rubric: string;
  /** Of its name. */
  origin: Origin;
}

export interface Budget {
  name: string;
  /** The fact that names whose budget it is. */
  per: string;
  /** USD */
  limit: number;
  window: BudgetWindow;
  exhausted?: Action;
  /** Absent: nothing is said, and requests without the fact are refused. */
  missing?: "refuse" | "pool";
  /** Requests are served while nobody can say what is left. */
  onStoreDown?: "allow";
  origin: Origin;
}

/** How much may be asked: either `rates` in each window, or `concurrency`. */
export interface Limit {
  name: string;
  /** The fact that names whose limit it is. */
  per: string;
  rates?: { requests?: number; inputTokens?: number; outputTokens?: number; window: LimitWindow };
  /** Requests at once. */
  concurrency?: number;
  /** By name, sorted; absent: all. */
  routes?: string[];
  /** Requests without the fact share one limit. */
  isPooled?: true;
  exhausted?: Action;
  origin: Origin;
}

/** A claim about every request, in every state of budgets, limits and targets. */
export interface Invariant {
  name: string;
  /** The requests that it is about; absent: all. */
  when?: Condition;
  claim: Claim;
  origin: Origin;
}

export type Claim =
  | TargetClaim
  /** However so many fail, another one serves. */
  | { kind: "survives"; failing: "providers" | "targets"; count: number; origin: Origin }
  /** All that is paid for one request, USD, is no more. */
  | { kind: "spends"; most: number; origin: Origin };

/** By the id of each target that the policy names: the requests for which the claim holds of it, and what it read of it. */
export interface TargetClaim {
  kind: "every" | "some";
  holds: ReadonlyMap<string, Condition>;
  reads: ReadonlyMap<string, Reads>;
  /** The claim as an expression over `t` and `r`; absent where it cannot be written as one. */
  written?: string;
  origin: Origin;
}

/** What a claim read of a target while it was evaluated, by name, such as `jurisdiction` and `caps.vision`, in that order. */
export type Reads = ReadonlyMap<string, Read>;

export type Read =
  /** Undefined: nothing is known of it. */
  | { kind: "known"; value: string | number | boolean | undefined }
  /** It depends on the request: `t.maxCost(r)`. */
  | { kind: "asked"; name: AskedOfTarget };

export type AskedOfTarget = "maxCost" | "hardCost" | "maxLatency";

export type Condition =
  | { kind: "constant"; value: boolean; origin: Origin }
  | { kind: "atom"; atom: Atom; origin: Origin }
  | { kind: "not"; of: Condition; origin: Origin }
  | { kind: "all" | "any"; of: Condition[]; origin: Origin };

/**
 * A question about one fact, false when the fact is missing (`present` apart). Numbers are compared as the half-open
 * interval [from, to) over the doubles: `x > 5` is from the next double after 5, or from 6 for whole numbers.
 */
export type Atom =
  | { kind: "range"; fact: string; argument?: string; from: number; to: number }
  | { kind: "one-of"; fact: string; values: string[] }
  | { kind: "flag"; fact: string; argument?: string }
  | { kind: "present"; fact: string; type: "number" | "string" };
