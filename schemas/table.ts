/**
 * The decision table: the one artifact between compiler and runtime. Written by compiler/emit, read by runtime/table.
 * Every field is described in docs/table.md. A change that an older runtime cannot ignore gets a new feature name.
 */
import * as z from "zod";
import type { Betas } from "./catalog.ts";
import type { DialectName } from "./dialects.ts";
import { type TableLine, tableLine } from "./line.ts";
import type { Parameters } from "./parameter-facts.ts";
import type { MetadataField } from "./parameters/metadata.ts";
import { MOST_PRIORITY } from "./priority.ts";
import {
  failing,
  hedge,
  limits,
  retry,
  type TableFailing,
  type TableHedge,
  type TableLimits,
  type TableRetry,
} from "./table-attempts.ts";
import { budget, type TableBudget } from "./table-budget.ts";
import { cache, type TableCache } from "./table-cache.ts";
import { canary, type PlanCanary, planCanary, type TableCanary } from "./table-canary.ts";
import { column, type TableColumn } from "./table-column.ts";
import { limit, type TableLimit } from "./table-limit.ts";
import { order, type PlanOrder } from "./table-order.ts";
import { price, type TablePrice } from "./table-price.ts";
import { judge, shadow, type TableJudge, type TableShadow } from "./table-shadow.ts";
import { type TableTargetLimit, tableTargetLimits } from "./target-limit.ts";
import { type TargetReasoning, targetReasoning } from "./target-reasoning.ts";
import { type TargetTokens, targetTokens } from "./target-tokens.ts";

/** Written as `version`; a runtime refuses any other. */
export const TABLE_VERSION = 1;

export interface Table {
  format: "pointsman-table";
  version: number;
  /** `sha256-<hex>` over the canonical JSON of the table without this field. */
  hash: string;
  /** The compiler that wrote it. */
  compiler: string;
  /** What the table needs of a runtime, sorted; a runtime that lacks one refuses the table and names it. */
  features: string[];
  /** The newest `asOf` of the catalog files that were used. */
  catalogAsOf: string;
  /** What callers may send, and what they must, by name. */
  metadata: Record<string, MetadataField>;
  /** Headers that rules may ask for, by name in lower case, as metadata. Absent when there is none. */
  headers?: Record<string, MetadataField> | undefined;
  providers: TableProvider[];
  targets: TableTarget[];
  /** Plans that rules point at; equal ones are one. */
  plans: TablePlan[];
  routes: TableRoute[];
  /** Candidates that shares of requests go to first. Absent when there is none. */
  canaries?: TableCanary[] | undefined;
  /** Absent when there is none. */
  budgets?: TableBudget[] | undefined;
  /** Absent when there is none. */
  limits?: TableLimit[] | undefined;
  /** What only the machine knows that serves it, sorted: `${NAME}` stands in its texts for the variable's value. Absent when there is none. */
  variables?: string[] | undefined;
  /** The invariants that were proved of it, by name, and the hash of the proof. Absent when there is none. */
  proved?: { invariants: string[]; hash: string } | undefined;
}

export interface TableProvider {
  id: string;
  dialect: DialectName;
  /** The URL of the chat endpoint; `{model}` in it stands for the model's name on the wire, `${NAME}` for a variable. */
  chatUrl: string;
  /** For answers that are streamed, where that is another. */
  chatStreamUrl?: string | undefined;
  /** The URL of the endpoint for embeddings, where a target is asked for them; `{model}` as in `chatUrl`. */
  embeddingsUrl?: string | undefined;
  auth: {
    header?: string | undefined;
    scheme?: string | undefined;
    env: string[];
    /** Where no key is set: requests are signed, or a token is fetched. */
    signing?: "aws-sigv4" | "gcp-oauth" | undefined;
    /** What the provider is called in signatures. */
    signingService?: string | undefined;
  };
  headers: Record<string, string>;
  /** Members of every body beside those of the dialect; null: one of its members that is left out. */
  body?: Record<string, string | null> | undefined;
  /** Words of a header of clients that go on. */
  betas?: Betas | undefined;
  jurisdiction?: string | undefined;
  /** Requests at once that all providers with the same key have together; absent: as many as come. */
  concurrency?: number | undefined;
  /** What may be asked in a time of all providers with the same key together; absent: as much as comes. */
  limits?: TableTargetLimit[] | undefined;
}

export interface TableTarget {
  /** `provider/model` */
  id: string;
  /** Index into `providers`. */
  provider: number;
  /** The model's name on the wire. */
  model: string;
  /** What it is one of, as the catalog calls it: for sums of what was used. Absent: nobody has said. */
  family?: string | undefined;
  /** Absent: it answers chats. */
  kind?: "embedding" | undefined;
  /** Numbers of a vector, where nobody asks for another length. */
  dims?: number | undefined;
  /** Inputs that one request to its provider may have; absent: as many as its dialect takes. */
  batch?: number | undefined;
  /** Tokens. */
  context: number;
  maxInput?: number | undefined;
  maxOutput?: number | undefined;
  /** How its tokenizer counts; absent: nobody has said. */
  tokens?: TargetTokens | undefined;
  /** What it cannot do: the `needs.*` facts that it fails. */
  lacks: string[];
  price?: TablePrice | undefined;
  /** Where `parameters` give `reasoning_effort` another name. */
  reasoning?: TargetReasoning | undefined;
  parameters: Parameters;
  /** The role `developer` passes; absent: it is written as `system`. */
  developerRole?: true | undefined;
  /** Requests that it is asked at once, by one process; absent: as many as come. */
  concurrency?: number | undefined;
  /** Where it has no place for a request; absent: nobody waits. */
  line?: TableLine | undefined;
  /** What its provider lets be asked of it in a time; absent: as much as comes. */
  limits?: TableTargetLimit[] | undefined;
  /** Where a plan asks for it: members of a body by which its provider keeps nothing. */
  zeroRetention?: Record<string, unknown> | undefined;
  /** Members of a body beside the listed parameters that are sent on. */
  accepts?: string[] | undefined;
  /** Members that a policy may fix and no client may send: they choose another model, host or price. */
  controls?: string[] | undefined;
}

export interface TablePlan {
  /** Every target that the order, and that of a canary, can reach: indexes into `targets`, ascending. */
  targets: number[];
  order: PlanOrder;
  canary?: PlanCanary | undefined;
  /** USD. Leaves out targets whose worst case for the request is dearer. */
  maxCost?: number | undefined;
  /** Parameters that are fixed, by the client's names. */
  set?: Record<string, unknown> | undefined;
  /** Parameters that a target must take as they are, and those that are made by other means where it cannot; sorted. */
  unsupported?: { error?: string[] | undefined; emulate?: string[] | undefined } | undefined;
  /** Targets are asked to keep nothing, whatever the client says. */
  zeroRetention?: true | undefined;
  /** Where its requests wait for a target; absent: that of the caller's key. */
  priority?: number | undefined;
  /** By budget: what serves these requests when it is spent, on the same terms. A budget that is not named refuses them. */
  spent?: Record<string, TableAction> | undefined;
  /** By limit: what serves these requests when it is full, on the same terms. A limit that is not named refuses them. */
  limited?: Record<string, TableAction> | undefined;
  /** What is asked beside it, to compare. */
  shadow?: TableShadow | undefined;
  /** What scores the answers of hits of the route's semantic cache that are checked. Absent: none does. */
  judge?: TableJudge | undefined;
  /** By failure class, of those that go on: what serves in place of the next target, on the same terms. */
  failing?: Record<string, TableFailing> | undefined;
}

/** What a rule does: index into `plans`, or a refusal. */
export type TableAction = { plan: number; tier?: string | undefined } | { reject: { status: number; message: string } };

export interface TableRule {
  /** The condition in canonical spelling, for people. */
  when: string;
  action: TableAction;
}

export interface TableRoute {
  name: string;
  /** Environments of keys, sorted: for keys of others, and of none, the route is not there. Absent: every key may use it. */
  env?: string[] | undefined;
  rules: TableRule[];
  otherwise: TableAction;
  /** Box to rule: conditions are unions of boxes, in rule order; the first compatible box decides. */
  boxes: number[];
  columns: TableColumn[];
  /**
   * Bit-vectors over boxes, base64 of little-endian 32-bit words: first the summary (bit w set when word w is not
   * zero), then the words.
   */
  vectors: string[];
  /** Tokens, answers, bytes of all texts. A larger input and more answers are refused, a larger output is cut. */
  max: {
    inputTokens?: number | undefined;
    outputTokens?: number | undefined;
    choices?: number | undefined;
    textBytes?: number | undefined;
  };
  limits: TableLimits;
  /** Failure classes that go on to the next target; absent: the runtime's default. */
  fallbackOn?: string[] | undefined;
  retry?: TableRetry | undefined;
  /** Has at least one part switched on. */
  cache?: TableCache | undefined;
  hedge?: TableHedge | undefined;
  /** Prompts and answers are kept. */
  record?: true | undefined;
  /** Requests with members that no target of their plan takes are refused; absent: such members are left out. */
  unknownParameters?: "refuse" | undefined;
}

const index = z.int().nonnegative();
const action: z.ZodType<TableAction> = z.union([
  z.strictObject({ plan: index, tier: z.string().optional() }),
  z.strictObject({ reject: z.strictObject({ status: z.int().min(400).max(499), message: z.string() }) }),
]);

const address = z.string().regex(/^(https?:\/\/|\$\{)/);

const provider: z.ZodType<TableProvider> = z.strictObject({
  id: z.string(),
  dialect: z.string() as unknown as z.ZodType<DialectName>,
  chatUrl: address,
  chatStreamUrl: address.optional(),
  embeddingsUrl: address.optional(),
  auth: z.strictObject({
    header: z.string().optional(),
    scheme: z.string().optional(),
    env: z.array(z.string()),
    signing: z.enum(["aws-sigv4", "gcp-oauth"]).optional(),
    signingService: z.string().optional(),
  }),
  headers: z.record(z.string(), z.string()),
  body: z.record(z.string(), z.string().nullable()).optional(),
  betas: z
    .strictObject({ header: z.string(), names: z.array(z.string()), inBody: z.literal(true).optional() })
    .optional(),
  jurisdiction: z.string().optional(),
  concurrency: z.int().positive().optional(),
  limits: tableTargetLimits.optional(),
});

const target: z.ZodType<TableTarget> = z.strictObject({
  id: z.string(),
  provider: index,
  model: z.string(),
  family: z.string().optional(),
  kind: z.literal("embedding").optional(),
  dims: z.int().positive().optional(),
  batch: z.int().positive().optional(),
  context: z.int().positive(),
  maxInput: z.int().positive().optional(),
  maxOutput: z.int().positive().optional(),
  tokens: targetTokens.optional(),
  lacks: z.array(z.string()),
  price: price.optional(),
  reasoning: targetReasoning.optional(),
  parameters: z.strictObject({
    rename: z.record(z.string(), z.string()).optional(),
    drop: z.array(z.string()).optional(),
    range: z.record(z.string(), z.strictObject({ from: z.number().optional(), to: z.number().optional() })).optional(),
    exclusive: z.array(z.array(z.string())).optional(),
    require: z.record(z.string(), z.unknown()).optional(),
    thoughts: z.union([z.string(), z.literal(false)]).optional(),
  }),
  developerRole: z.literal(true).optional(),
  concurrency: z.int().positive().optional(),
  line: tableLine.optional(),
  limits: tableTargetLimits.optional(),
  zeroRetention: z.record(z.string(), z.unknown()).optional(),
  accepts: z.array(z.string()).optional(),
  controls: z.array(z.string()).optional(),
});

const route: z.ZodType<TableRoute> = z.strictObject({
  name: z.string(),
  env: z.array(z.string()).min(1).optional(),
  rules: z.array(z.strictObject({ when: z.string(), action })),
  otherwise: action,
  boxes: z.array(index),
  columns: z.array(column),
  vectors: z.array(z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)),
  max: z.strictObject({
    inputTokens: z.int().positive().optional(),
    outputTokens: z.int().positive().optional(),
    choices: z.int().positive().optional(),
    textBytes: z.int().positive().optional(),
  }),
  limits,
  fallbackOn: z.array(z.string()).optional(),
  retry: retry.optional(),
  cache: cache.optional(),
  hedge: hedge.optional(),
  record: z.literal(true).optional(),
  unknownParameters: z.literal("refuse").optional(),
});

const plan: z.ZodType<TablePlan> = z.strictObject({
  targets: z.array(index),
  order,
  canary: planCanary.optional(),
  maxCost: z.number().positive().optional(),
  set: z.record(z.string(), z.unknown()).optional(),
  unsupported: z
    .strictObject({ error: z.array(z.string()).optional(), emulate: z.array(z.string()).optional() })
    .optional(),
  zeroRetention: z.literal(true).optional(),
  priority: z.int().min(-MOST_PRIORITY).max(MOST_PRIORITY).optional(),
  spent: z.record(z.string(), action).optional(),
  limited: z.record(z.string(), action).optional(),
  shadow: shadow.optional(),
  judge: judge.optional(),
  failing: z.record(z.string(), failing).optional(),
});

const metadataField: z.ZodType<MetadataField> = z.strictObject({
  values: z.array(z.string()).optional(),
  required: z.literal(true).optional(),
});

export const table: z.ZodType<Table> = z.strictObject({
  format: z.literal("pointsman-table"),
  version: z.int(),
  hash: z.string().regex(/^sha256-[0-9a-f]{64}$/),
  compiler: z.string(),
  features: z.array(z.string()),
  catalogAsOf: z.string(),
  metadata: z.record(z.string(), metadataField),
  headers: z.record(z.string(), metadataField).optional(),
  providers: z.array(provider),
  targets: z.array(target),
  plans: z.array(plan),
  routes: z.array(route),
  canaries: z.array(canary).optional(),
  budgets: z.array(budget).optional(),
  limits: z.array(limit).optional(),
  variables: z
    .array(z.string().regex(/^[A-Za-z_]\w*$/))
    .min(1)
    .optional(),
  proved: z
    .strictObject({ invariants: z.array(z.string()), hash: z.string().regex(/^sha256-[0-9a-f]{64}$/) })
    .optional(),
});
