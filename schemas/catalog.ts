/** The catalog: what is known about providers and their models. Files: catalog/<provider>/{provider,models}.yaml. */
import * as z from "zod";

/** The wire formats that a provider may speak. */
export type DialectName =
  | "openai"
  | "azure-openai"
  | "anthropic"
  | "gemini"
  | "vertex"
  | "bedrock-converse"
  | "cohere"
  | "ollama";

/** How the client's parameters are written on the wire. */
export interface Parameters {
  /** Client's name to the name on the wire. */
  rename?: Record<string, string> | undefined;
  /** Parameters that are refused, so they are left out. */
  drop?: string[] | undefined;
}

/** USD per million tokens; absent means unknown, never zero. */
export interface Rates {
  input?: number | undefined;
  output?: number | undefined;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
  cacheWrite1h?: number | undefined;
  inputAudio?: number | undefined;
  outputAudio?: number | undefined;
  reasoning?: number | undefined;
}

export interface Price extends Rates {
  per1kQueries?: number | undefined;
  /** Rates for the whole request when its prompt is above `above` tokens; rates not named keep the base rate. */
  tiers?: (Rates & { above: number })[] | undefined;
  /** Rates that begin at a date. */
  scheduled?: (Rates & { from: string })[] | undefined;
  serviceTiers?: Record<string, Rates> | undefined;
  offPeak?: (Rates & { peakHoursUtc: string[] }) | undefined;
}

/** catalog/<id>/provider.yaml */
export interface ProviderFile {
  id: string;
  name: string;
  dialect: DialectName;
  /** Without a closing slash. */
  baseUrl: string;
  /** Appended to `baseUrl`, by endpoint. */
  paths: Record<string, string>;
  auth: {
    /** Absent: the provider asks for no key. */
    header?: string | undefined;
    /** The word before the key, such as Bearer. */
    scheme?: string | undefined;
    /** Environment variables that may hold the key; the first that is set is used. */
    env: string[];
  };
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  hosting: "vendor" | "cloud" | "host" | "aggregator" | "self-hosted";
  /** ISO country whose law governs the provider. */
  jurisdiction?: string | undefined;
  regions?: string[] | undefined;
  parameters?: Parameters | undefined;
  docs?: string | undefined;
}

/** One entry of catalog/<id>/models.yaml */
export interface ModelEntry {
  creator?: string | undefined;
  family?: string | undefined;
  kind: "chat" | "embedding" | "rerank";
  status?: "active" | "preview" | "legacy" | "deprecated" | "retired" | undefined;
  /** Tokens of input and output together. */
  context: number;
  maxInput?: number | undefined;
  maxOutput?: number | undefined;
  modalities?: { in: string[]; out: string[] } | undefined;
  caps?: Record<string, boolean> | undefined;
  efforts?: string[] | undefined;
  /** Bounds of a reasoning budget in tokens; absent: no such budget is known. An absent bound is unknown. */
  reasoningTokens?: { min?: number | undefined; max?: number | undefined } | undefined;
  endpoints?: string[] | undefined;
  parameters?: Parameters | undefined;
  price?: Price | undefined;
  priceAsOf?: string | undefined;
  releaseDate?: string | undefined;
  knowledgeCutoff?: string | undefined;
  retiresOn?: string | undefined;
  /** A model id at the same provider. */
  replacement?: string | undefined;
  snapshotOf?: string | undefined;
  openWeights?: boolean | undefined;
  /** Length of an embedding. */
  dims?: number | undefined;
}

export interface ModelsFile {
  asOf: string;
  models: Record<string, ModelEntry>;
}

const date = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, "must be a date, YYYY-MM-DD or YYYY-MM");
const tokens = z.int().positive();
const usdPerMillion = z.number().nonnegative().optional().meta({ description: "USD per million tokens." });

const rates = {
  input: usdPerMillion,
  output: usdPerMillion,
  cacheRead: usdPerMillion,
  cacheWrite: usdPerMillion,
  cacheWrite1h: usdPerMillion,
  inputAudio: usdPerMillion,
  outputAudio: usdPerMillion,
  reasoning: usdPerMillion,
};

const price = z.strictObject({
  ...rates,
  per1kQueries: z.number().nonnegative().optional(),
  tiers: z.array(z.strictObject({ above: tokens, ...rates })).optional(),
  scheduled: z.array(z.strictObject({ from: date, ...rates })).optional(),
  serviceTiers: z.record(z.string(), z.strictObject(rates)).optional(),
  offPeak: z.strictObject({ ...rates, peakHoursUtc: z.array(z.string()) }).optional(),
});

const parameters = z.strictObject({
  rename: z.record(z.string(), z.string()).optional(),
  drop: z.array(z.string()).optional(),
});

const dialectNames = [
  "openai",
  "azure-openai",
  "anthropic",
  "gemini",
  "vertex",
  "bedrock-converse",
  "cohere",
  "ollama",
] as const satisfies DialectName[];

export const providerFile: z.ZodType<ProviderFile> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "must be lower-case letters, digits and dashes"),
  name: z.string(),
  dialect: z.enum(dialectNames),
  baseUrl: z.string().regex(/^https?:\/\/.*[^/]$/, "must be an http(s) URL without a closing slash"),
  paths: z.record(z.string(), z.string()),
  auth: z.strictObject({
    header: z.string().optional(),
    scheme: z.string().optional(),
    env: z.array(z.string().regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable")),
  }),
  headers: z.record(z.string(), z.string()).optional(),
  hosting: z.enum(["vendor", "cloud", "host", "aggregator", "self-hosted"]),
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be an ISO country code")
    .optional(),
  regions: z.array(z.string()).optional(),
  parameters: parameters.optional(),
  docs: z.string().optional(),
});

const modelEntry: z.ZodType<ModelEntry> = z.strictObject({
  creator: z.string().optional(),
  family: z.string().optional(),
  kind: z.enum(["chat", "embedding", "rerank"]),
  status: z.enum(["active", "preview", "legacy", "deprecated", "retired"]).optional(),
  context: tokens,
  maxInput: tokens.optional(),
  maxOutput: tokens.optional(),
  modalities: z.strictObject({ in: z.array(z.string()), out: z.array(z.string()) }).optional(),
  caps: z.record(z.string(), z.boolean()).optional(),
  efforts: z.array(z.string()).optional(),
  reasoningTokens: z.strictObject({ min: z.int().nonnegative().optional(), max: tokens.optional() }).optional(),
  endpoints: z.array(z.string()).optional(),
  parameters: parameters.optional(),
  price: price.optional(),
  priceAsOf: date.optional(),
  releaseDate: date.optional(),
  knowledgeCutoff: date.optional(),
  retiresOn: date.optional(),
  replacement: z.string().optional(),
  snapshotOf: z.string().optional(),
  openWeights: z.boolean().optional(),
  dims: z.int().positive().optional(),
});

export const modelsFile: z.ZodType<ModelsFile> = z.strictObject({
  asOf: date,
  models: z.record(z.string(), modelEntry),
});
