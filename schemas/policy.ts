/**
 * The policy as plain data: what a YAML policy is, and what a TypeScript policy evaluates to. Conditions are texts
 * in the policy language; a TypeScript arrow stands for its own text.
 */
import * as z from "zod";
import { MOST_CHOICES } from "./facts.ts";
import { MOST_VALUE_LENGTH } from "./parameters/metadata.ts";
import { type AttemptsDocument, attempts, duration } from "./policy-attempts.ts";
import { type BudgetDocument, budget, money } from "./policy-budget.ts";
import { type CanaryDocument, canary } from "./policy-canary.ts";
import { type LimitDocument, limit } from "./policy-limit.ts";
import { type JudgeDocument, judge, type ShadowDocument, shadow } from "./policy-shadow.ts";
import { type StrategyDocument, strategy } from "./policy-strategy.ts";
import { MOST_PRIORITY } from "./priority.ts";
import { type UnsupportedDocument, unsupported, zeroRetention } from "./unsupported.ts";

/** Refuses the request with a status from 400 to 499. */
export interface RejectDocument {
  reject: number;
  message: string;
}

export type ActionDocument = StrategyDocument | RejectDocument;

/** What narrows or changes how a request is served: on a route, on a rule, or on both. */
export interface TermsDocument {
  /** Leaves out targets whose worst case is dearer. Of route and rule the smaller one holds. */
  maxCost?: string | undefined;
  /** Leaves out targets of providers under any other law: ISO countries. */
  jurisdictions?: string[] | undefined;
  /** Parameters of the request that are fixed, whatever the client says. The rule's replace the route's, by name. */
  set?: Record<string, unknown> | undefined;
  /** Only targets that can be asked to keep nothing, and all of them are. */
  zeroRetention?: boolean | undefined;
  /** Who comes first where requests wait for a target: the higher. The rule's replaces the route's, and both that of the caller's key. */
  priority?: number | undefined;
}

export interface RuleDocument extends TermsDocument {
  when: string;
  use: ActionDocument;
  /** In place of the route's. */
  canary?: CanaryDocument | undefined;
}

/** What answers a request again without asking a model. Each part is off unless it is switched on. */
export interface CacheDocument {
  /** Requests that are equal. */
  exact?: boolean | undefined;
  /** Requests that are equal but for white space, the case of the first word and closing punctuation. */
  normalised?: boolean | undefined;
  /** Requests that mean the same. */
  semantic?:
    | {
        /** An embedding model, `provider/model`. */
        embedder?: string | undefined;
        /** The share of wrong answers among its hits, from 0 to 1, under which it serves. */
        maxWrongHitRate?: number | undefined;
        /** What scores a kept answer and the model's own, where a hit is checked. */
        judge?: JudgeDocument | undefined;
        ttl?: string | undefined;
      }
    | undefined;
  /** Who shares answers; the caller's own key unless it says otherwise. */
  scope?: "key" | "team" | "global" | undefined;
  /** What one target said is said for no other. */
  perTarget?: boolean | undefined;
  ttl?: string | undefined;
}

/** Failure classes that go on to the next target; or by class, and as `default` for the others, whether, or where to. */
export type FallbackDocument = string[] | Record<string, boolean | StrategyDocument>;

export interface RouteDocument extends TermsDocument, AttemptsDocument {
  /** Environments of keys, those that may use it; absent: every key may. */
  env?: string[] | undefined;
  rules?: RuleDocument[] | undefined;
  otherwise: ActionDocument;
  fallbackOn?: FallbackDocument | undefined;
  max?:
    | {
        inputTokens?: number | undefined;
        outputTokens?: number | undefined;
        choices?: number | undefined;
        textBytes?: number | undefined;
      }
    | undefined;
  cache?: CacheDocument | undefined;
  /** What is asked in the background, to compare. */
  shadow?: ShadowDocument<StrategyDocument> | undefined;
  /** Of every rule that has none of its own. */
  canary?: CanaryDocument | undefined;
  /** Prompts and answers are kept. */
  record?: boolean | undefined;
  /** Absent: they are left out, and named in the answer's headers. */
  unknownParameters?: "drop" | "refuse" | undefined;
  /** By parameter, in place of what the policy says of it. */
  unsupported?: UnsupportedDocument | undefined;
}

/** What must hold of every request. It has exactly one of `every`, `some`, `survives` and `spends`. */
export interface InvariantDocument {
  /** The requests that it is about; absent: all. */
  when?: string | undefined;
  /** An expression over a target `t` and a request `r`. */
  every?: string | undefined;
  some?: string | undefined;
  /** It has exactly one of both. */
  survives?: { providers?: number | undefined; targets?: number | undefined } | undefined;
  /** An amount, such as `$1`. */
  spends?: string | undefined;
}

/** Texts that may be sent, any text, or either as what every request must say. */
export type MetadataDocument =
  | string[]
  | "string"
  | { values: string[]; required?: boolean | undefined }
  | { required: boolean };

export interface PolicyDocument {
  metadata?: Record<string, MetadataDocument> | undefined;
  /** Headers of requests that can be matched on, by name in lower case; declared as metadata is. */
  headers?: Record<string, MetadataDocument> | undefined;
  tiers?: Record<string, StrategyDocument> | undefined;
  routes: Record<string, RouteDocument>;
  budgets?: Record<string, BudgetDocument<ActionDocument>> | undefined;
  limits?: Record<string, LimitDocument<ActionDocument>> | undefined;
  invariants?: Record<string, InvariantDocument> | undefined;
  /** A condition: the requests that must be neither recorded nor shared. */
  sensitive?: string | undefined;
  /** Of every route that does not say otherwise. */
  zeroRetention?: boolean | undefined;
  /** Of every route, parameter by parameter. */
  unsupported?: UnsupportedDocument | undefined;
}

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "must be letters, digits, `.`, `_` and `-`")
  .meta({ patternErrorMessage: "A name has letters, digits, `.`, `_` and `-`, and begins with a letter or a digit." });

const headerName = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and `-`");

const routeName = z
  .string()
  .regex(
    /^([A-Za-z0-9][A-Za-z0-9_.:/-]*)?\*?$/,
    "must be letters, digits, `.`, `_`, `:`, `/` and `-`, with `*` only at its end",
  )
  .min(1)
  .meta({
    patternErrorMessage:
      "A route has letters, digits, `.`, `_`, `:`, `/` and `-` in its name, and `*` only at its end.",
  });

const tokens = z.int().positive().meta({ description: "A number of tokens." });

const reject: z.ZodType<RejectDocument> = z
  .strictObject({
    reject: z.int().min(400).max(499).meta({ description: "HTTP status, 400 to 499." }),
    message: z.string().meta({ description: "What the client is told." }),
  })
  .meta({ description: "Refuses the request." });

const action: z.ZodType<ActionDocument> = z.union([strategy, reject]).meta({ id: "action" });

const terms = {
  maxCost: money.optional().meta({ description: "Leaves out targets whose worst case is dearer." }),
  jurisdictions: z
    .array(
      z
        .string()
        .regex(/^[A-Z]{2}$/, "must be an ISO country code")
        .meta({ patternErrorMessage: "A country is its ISO code, two capital letters, such as DE." }),
    )
    .min(1)
    .optional()
    .meta({ description: "Leaves out targets of providers under any other law." }),
  set: z.record(z.string(), z.unknown()).optional().meta({ description: "Parameters that are fixed." }),
  zeroRetention,
  priority: z
    .int()
    .min(-MOST_PRIORITY)
    .max(MOST_PRIORITY)
    .optional()
    .meta({ description: "Who comes first where requests wait for a target: the higher. Replaces that of the key." }),
};

const rule: z.ZodType<RuleDocument> = z.strictObject({
  when: z.string().meta({
    description: 'A condition over the facts of a request, such as: r.hasCode || r.metadata.priority === "high"',
  }),
  use: action.meta({ description: "What serves the requests for which the condition holds." }),
  canary: canary.optional(),
  ...terms,
});

const fallbackOn: z.ZodType<FallbackDocument> = z
  .union([z.array(z.string()), z.record(z.string(), z.union([z.boolean(), strategy]))])
  .meta({
    description:
      "The failure classes that go on to the next target; or by class, and as `default` for all others: true for the next target, false for none, else what to go to. By itself, refusals are left out.",
  });

const share = z.number().min(0).max(1);

const cache: z.ZodType<CacheDocument> = z.strictObject({
  exact: z.boolean().optional().meta({ description: "Answers requests that are equal." }),
  normalised: z.boolean().optional().meta({
    description:
      "Answers requests that are equal but for white space, the case of the first word and closing punctuation.",
  }),
  semantic: z
    .strictObject({
      embedder: z.string().optional().meta({ description: "An embedding model (provider/model)." }),
      maxWrongHitRate: share.optional().meta({ description: "It serves once its share of wrong hits is under this." }),
      judge: judge
        .optional()
        .meta({ description: "A model that scores a kept answer and a fresh one, where hits are checked." }),
      ttl: duration.optional(),
    })
    .optional()
    .meta({ description: "Answers requests that mean the same." }),
  scope: z
    .enum(["key", "team", "global"])
    .optional()
    .meta({ description: "Who shares answers; the caller's own key unless it says otherwise." }),
  perTarget: z.boolean().optional().meta({ description: "What one target said is said for no other." }),
  ttl: duration.optional().meta({ description: "For how long an answer is kept." }),
});

const route: z.ZodType<RouteDocument> = z.strictObject({
  env: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta({ description: "Whose keys may use it, by their environment: no others, and none without one." }),
  rules: z.array(rule).optional().meta({ description: "Tried in order; the first whose condition holds decides." }),
  otherwise: action.meta({ description: "What serves the requests for which no rule holds." }),
  max: z
    .strictObject({
      inputTokens: tokens.optional(),
      outputTokens: tokens.optional(),
      choices: z.int().min(1).max(MOST_CHOICES).optional().meta({ description: "Answers to one request (`n`)." }),
      textBytes: tokens
        .optional()
        .meta({ description: "Bytes of all texts, as UTF-8; eight for each of inputTokens unless it is said." }),
    })
    .optional()
    .meta({
      description: "Larger inputs and more answers are refused before any target is tried, larger outputs are cut.",
    }),
  ...attempts,
  fallbackOn: fallbackOn.optional(),
  cache: cache.optional().meta({ description: "What answers a request again without asking a model." }),
  shadow: shadow(strategy)
    .optional()
    .meta({ description: "What is asked in the background, to compare: its answers reach nobody." }),
  canary: canary.optional(),
  record: z.boolean().optional().meta({ description: "Prompts and answers are kept." }),
  unknownParameters: z
    .enum(["drop", "refuse"])
    .optional()
    .meta({ description: "What becomes of members that are no parameters: left out and named, or refused." }),
  unsupported,
  ...terms,
});

const sentence = z
  .string()
  .regex(/^\S(.*\S)?$/, "must be one line of text")
  .meta({ patternErrorMessage: "The name of an invariant is one line of text." });

const failures = z.int().min(1);

/** Editors hold a policy against this; the compiler has a finding of its own. */
const oneOf = (...keys: string[]) => ({ oneOf: keys.map((key) => ({ required: [key] })) });

const invariant: z.ZodType<InvariantDocument> = z
  .strictObject({
    when: z.string().optional().meta({ description: "The requests that it is about; absent: all." }),
    every: z.string().optional().meta({
      description:
        "Holds of every target that such a request may be tried at, fallbacks included, such as: EU.includes(t.jurisdiction)",
    }),
    some: z.string().optional().meta({ description: "Holds of one of these targets at least." }),
    survives: z
      .strictObject({ providers: failures.optional(), targets: failures.optional() })
      .optional()
      .meta({ description: "However so many fail, another one serves.", ...oneOf("providers", "targets") }),
    spends: money.optional().meta({
      description: "All that is paid for one request, every attempt that can be billed, is no more.",
    }),
  })
  .meta(oneOf("every", "some", "survives", "spends"));

const metadataValues = z.array(z.string().max(MOST_VALUE_LENGTH)).min(1);
const required = z.boolean().meta({ description: "Requests without it are refused." });

const metadata: z.ZodType<MetadataDocument> = z.union([
  metadataValues,
  z.literal("string"),
  z.strictObject({
    values: metadataValues.meta({ description: "All that may be sent." }),
    required: required.optional(),
  }),
  z.strictObject({ required }),
]);

export const policy: z.ZodType<PolicyDocument> = z
  .strictObject({
    metadata: z
      .record(name, metadata)
      .optional()
      .meta({ description: "What callers may send: a list of values, or any string. Nothing else can be matched on." }),
    headers: z.record(headerName, metadata).optional().meta({
      description:
        "Headers that can be matched on, in lower case: a list of values, or any string. They go no further.",
    }),
    tiers: z.record(name, strategy).optional().meta({ description: "Named strategies." }),
    routes: z.record(routeName, route).meta({
      description: "What clients name in `model`. A name that ends in `*` takes every model that begins so.",
    }),
    budgets: z.record(name, budget(action)).optional().meta({ description: "What may be spent, and by whom." }),
    limits: z.record(name, limit(action)).optional().meta({ description: "How much may be asked, and by whom." }),
    invariants: z
      .record(sentence, invariant)
      .optional()
      .meta({ description: "What must hold of every request, in every state, by a name that says it." }),
    sensitive: z.string().optional().meta({
      description: "The requests that must be neither recorded nor shared: a condition over the facts of a request.",
    }),
    zeroRetention,
    unsupported,
  })
  .meta({ title: "Pointsman policy" });
