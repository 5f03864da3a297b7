/** The intermediate form: a policy as rules over facts, with every name resolved. Written by lower, read by the rest. */
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import type { Origin } from "../source.ts";

export interface PolicyIr {
  metadata: MetadataField[];
  tiers: Tier[];
  routes: Route[];
}

export interface MetadataField {
  name: string;
  /** Absent: any string. */
  values?: string[];
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
  | { kind: "chain"; of: Strategy[]; origin: Origin };

/** A model at a provider, with what the catalog knows. */
export interface Target {
  id: string;
  provider: ProviderFile;
  modelId: string;
  model: ModelEntry;
}

export type Action =
  | { kind: "use"; strategy: Strategy; origin: Origin }
  | { kind: "reject"; status: number; message: string; origin: Origin };

export interface Rule {
  when: Condition;
  action: Action;
  /** Of the whole rule. */
  origin: Origin;
}

export interface Route {
  name: string;
  rules: Rule[];
  otherwise: Action;
  max: { inputTokens?: number; outputTokens?: number };
  /** Milliseconds. */
  limits: { deadline?: number; firstToken?: number; idle?: number };
  origin: Origin;
}

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
  | { kind: "range"; fact: string; from: number; to: number }
  | { kind: "one-of"; fact: string; values: string[] }
  | { kind: "flag"; fact: string; argument?: string }
  | { kind: "present"; fact: string; type: "number" | "string" };
