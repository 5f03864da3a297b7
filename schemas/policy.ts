/**
 * The policy as plain data: what a YAML policy is, and what a TypeScript policy evaluates to. Conditions are texts
 * in the policy language; a TypeScript arrow stands for its own text.
 */
import * as z from "zod";

/** A model (`provider/model`), the name of a tier, or a strategy over them. A plain list is a chain. */
export type StrategyDocument = string | StrategyDocument[] | { chain: StrategyDocument[] };

/** Refuses the request with a status from 400 to 499. */
export interface RejectDocument {
  reject: number;
  message: string;
}

export type ActionDocument = StrategyDocument | RejectDocument;

export interface RuleDocument {
  when: string;
  use: ActionDocument;
}

export interface RouteDocument {
  rules?: RuleDocument[] | undefined;
  otherwise: ActionDocument;
  max?: { inputTokens?: number | undefined; outputTokens?: number | undefined } | undefined;
  deadline?: string | undefined;
  firstToken?: string | undefined;
  idle?: string | undefined;
}

export interface PolicyDocument {
  metadata?: Record<string, string[] | "string"> | undefined;
  tiers?: Record<string, StrategyDocument> | undefined;
  routes: Record<string, RouteDocument>;
}

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "must be letters, digits, `.`, `_` and `-`");

const duration = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "must be a duration with its unit, such as 1500ms, 60s, 5m or 1h")
  .meta({ description: "A duration with its unit: 1500ms, 60s, 5m, 1h." });

const tokens = z.int().positive().meta({ description: "A number of tokens." });

const strategy: z.ZodType<StrategyDocument> = z
  .union([
    z.string(),
    z.array(z.lazy(() => strategy)).min(1),
    z.strictObject({ chain: z.array(z.lazy(() => strategy)).min(1) }),
  ])
  .meta({
    id: "strategy",
    description: "A model (provider/model), the name of a tier, or a chain of them, tried in order.",
  });

const reject: z.ZodType<RejectDocument> = z
  .strictObject({
    reject: z.int().min(400).max(499).meta({ description: "HTTP status, 400 to 499." }),
    message: z.string().meta({ description: "What the client is told." }),
  })
  .meta({ description: "Refuses the request." });

const action: z.ZodType<ActionDocument> = z.union([strategy, reject]).meta({ id: "action" });

const rule: z.ZodType<RuleDocument> = z.strictObject({
  when: z.string().meta({
    description: 'A condition over the facts of a request, such as: r.hasCode || r.metadata.priority === "high"',
  }),
  use: action.meta({ description: "What serves the requests for which the condition holds." }),
});

const route: z.ZodType<RouteDocument> = z.strictObject({
  rules: z.array(rule).optional().meta({ description: "Tried in order; the first whose condition holds decides." }),
  otherwise: action.meta({ description: "What serves the requests for which no rule holds." }),
  max: z
    .strictObject({ inputTokens: tokens.optional(), outputTokens: tokens.optional() })
    .optional()
    .meta({ description: "Larger inputs are refused before any target is tried, larger outputs are cut." }),
  deadline: duration.optional().meta({ description: "For the whole request, every attempt and wait included." }),
  firstToken: duration.optional().meta({ description: "For the first useful event of a stream, per attempt." }),
  idle: duration.optional().meta({ description: "For the silence between two events of a stream." }),
});

export const policy: z.ZodType<PolicyDocument> = z
  .strictObject({
    metadata: z
      .record(name, z.union([z.array(z.string()).min(1), z.literal("string")]))
      .optional()
      .meta({ description: "What callers may send: a list of values, or any string. Nothing else can be matched on." }),
    tiers: z.record(name, strategy).optional().meta({ description: "Named strategies." }),
    routes: z.record(name, route).meta({ description: "What clients name in `model`." }),
  })
  .meta({ title: "Pointsman policy" });

/** Parts of the policy language that this version's compiler refuses, so that nothing is silently not applied. */
export const notYet: readonly string[] = [
  "budgets",
  "limits",
  "invariants",
  "cache",
  "record",
  "maxCost",
  "set",
  "fallbackOn",
  "split",
  "cheapest",
  "fastest",
  "balance",
  "hedge",
];
