/** The catalog: what is known about providers and their models. Files: catalog/<provider>/{provider,models}.yaml. */
import * as z from "zod";
import { type DialectName, dialectNames } from "./dialects.ts";
import type { LineDocument } from "./line.ts";
import { type Parameters, parameters, zeroRetention } from "./parameter-facts.ts";
import { chatParameters } from "./parameters/chat.ts";
import { boundNames, controlNames } from "./parameters/reserved-names.ts";
import type { TargetLimitsDocument } from "./target-limit.ts";
import { type TokenizerName, tokenizerNames } from "./tokenizers.ts";

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
  /** USD for a thousand searches: a fee beside the tokens. */
  per1kQueries?: number | undefined;
  /** Rates for the whole request when its prompt is above `above` tokens; rates not named keep the base rate. */
  tiers?: (Rates & { above: number })[] | undefined;
  /** Rates that begin at a date. */
  scheduled?: (Rates & { from: string })[] | undefined;
  serviceTiers?: Record<string, Rates> | undefined;
  /**
   * Rates outside the peak: `Mon-Fri 01:00-04:00`, UTC; a peak that ends before it begins goes on to the next day. The
   * main rates are then those of the peak.
   */
  offPeak?: (Rates & { peakHoursUtc: string[] }) | undefined;
}

/** How a provider is asked for models of other makers, each in its maker's words. */
export interface ProviderFormat {
  dialect: DialectName;
  /** In place of the provider's own. */
  paths: Record<string, string>;
  /** Members of every body beside those of the dialect; null: one of its members that is left out. */
  body?: Record<string, string | null> | undefined;
  betas?: Betas | undefined;
  parameters?: Parameters | undefined;
  /** As a provider's. */
  zeroRetention?: Record<string, unknown> | undefined;
}

export interface Betas {
  /** By which clients ask; its value is a list with commas. */
  header: string;
  names: string[];
  /** The dialect says them in the body; absent: in the same header. */
  inBody?: true | undefined;
}

/** catalog/<id>/provider.yaml */
export interface ProviderFile {
  id: string;
  name: string;
  dialect: DialectName;
  /** Without a closing slash. `{name}` stands for what only the user knows: see `variables`. */
  baseUrl: string;
  /** What stands in `{…}` in the URLs, with the environment variables in which other tools look for it. */
  variables?: Record<string, string[]> | undefined;
  /** In place of `baseUrl`, for requests that stay in a region. */
  regionUrls?: Record<string, string> | undefined;
  /** Inputs that one request for embeddings may have; absent: as many as its dialect takes. */
  embeddingsBatch?: number | undefined;
  /** Appended to `baseUrl`, by endpoint; `{model}` stands for the model's name on the wire. */
  paths: Record<string, string>;
  /** Only of a provider in a format of its own; see `ProviderFormat`. */
  body?: Record<string, string | null> | undefined;
  /** By the name that models give as their `format`. */
  formats?: Record<string, ProviderFormat> | undefined;
  auth: {
    /** Absent: the provider asks for no key. */
    header?: string | undefined;
    /** The word before the key, such as Bearer. */
    scheme?: string | undefined;
    /** Environment variables that may hold the key; the first that is set is used. */
    env: string[];
    /** Another way, by credentials that sign or fetch a token, with the variables that hold them. */
    signing?: "aws-sigv4" | "gcp-oauth" | undefined;
    signingEnv?: string[] | undefined;
    /** What the provider is called in signatures. */
    signingService?: string | undefined;
  };
  /** Sent with every request. */
  headers?: Record<string, string> | undefined;
  /** What clients may ask for by a header that changes neither what an answer costs nor where it is made. */
  betas?: Betas | undefined;
  hosting: "vendor" | "cloud" | "host" | "aggregator" | "self-hosted";
  /** Whose account its requests are billed to, where that is another provider's, too: they fail together. Absent: its own. */
  account?: string | undefined;
  /** ISO country whose law governs the provider. */
  jurisdiction?: string | undefined;
  /** Where requests can be processed. */
  regions?: string[] | undefined;
  /** Only in an overlay: where its requests are processed. */
  region?: string | undefined;
  /** Only in an overlay: days for which prompts and answers are kept there. */
  retentionDays?: number | undefined;
  /** Only in an overlay: it is asked at another host than the catalog's, so that law and region are those that the team says. */
  isMoved?: true | undefined;
  /** Only in an overlay: how many requests each of its models is asked at once, and how many wait for one of them. */
  concurrency?: number | undefined;
  line?: LineDocument | undefined;
  /** Only in an overlay: how many requests all that is asked with its key has at once. */
  accountConcurrency?: number | undefined;
  /** Only in an overlay: what may be asked in a time of each of its models, and of all that is asked with its key. */
  limits?: TargetLimitsDocument | undefined;
  accountLimits?: TargetLimitsDocument | undefined;
  parameters?: Parameters | undefined;
  /** Messages may have the role `developer`; elsewhere it is written as `system`, which all take. */
  developerRole?: boolean | undefined;
  /** Members of a chat by which it keeps neither what it is asked nor what it answers; none where it never does. Absent: not known. */
  zeroRetention?: Record<string, unknown> | undefined;
  /** Members of a body beside the listed parameters that it takes and clients may send: knobs of sampling and the like. */
  accepts?: string[] | undefined;
  /** Members by which it would choose another model, host or price: only a policy may say them. */
  controls?: string[] | undefined;
  /** Its names in public lists of models, where they are others than `id`. */
  listedAs?: { "models.dev"?: string[] | undefined; litellm?: string[] | undefined } | undefined;
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
  /** Which family of tokenizers counts for it, where its creator and family do not say. */
  tokenizer?: TokenizerName | undefined;
  caps?: Record<string, boolean> | undefined;
  efforts?: string[] | undefined;
  /** Bounds of a reasoning budget in tokens; absent: no such budget is known. An absent bound is unknown. */
  reasoningTokens?: { min?: number | undefined; max?: number | undefined } | undefined;
  endpoints?: string[] | undefined;
  /** The provider's `formats` by which it is asked for this model; absent: by its own dialect. */
  format?: string | undefined;
  parameters?: Parameters | undefined;
  /** In place of what its provider says. */
  developerRole?: boolean | undefined;
  /** In place of what its provider says; of an embedding model, of requests for embeddings. */
  zeroRetention?: Record<string, unknown> | undefined;
  /** Beside those that the provider takes. */
  accepts?: string[] | undefined;
  price?: Price | undefined;
  priceAsOf?: string | undefined;
  releaseDate?: string | undefined;
  knowledgeCutoff?: string | undefined;
  retiresOn?: string | undefined;
  /** A model id at the same provider. */
  replacement?: string | undefined;
  snapshotOf?: string | undefined;
  openWeights?: boolean | undefined;
  /** The area that its requests stay in. */
  region?: string | undefined;
  /** Length of an embedding. */
  dims?: number | undefined;
  /** Inputs that one request may have, where that is not what its provider takes. */
  batch?: number | undefined;
  /** Only in an overlay: the model of the catalog that it is one of, provider/model. */
  like?: string | undefined;
  /** Only in an overlay: its name on the wire, where that is not its id. */
  wireName?: string | undefined;
  /** Only in an overlay: how many requests it is asked at once, and how many wait for it. */
  concurrency?: number | undefined;
  line?: LineDocument | undefined;
  /** Only in an overlay: what its provider lets be asked of it in a time. */
  limits?: TargetLimitsDocument | undefined;
  /** Only in an overlay: how much more its tokenizer counts than its family does. */
  tokenFactor?: number | undefined;
  /** Only in an overlay: the price was agreed on or set by the team. */
  isPriceOwn?: boolean | undefined;
  /** Only in an overlay: the team's own score, from 0 to 1. */
  quality?: number | undefined;
}

export interface ModelsFile {
  asOf: string;
  models: Record<string, ModelEntry>;
}

const date = z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/, "must be a date, YYYY-MM-DD or YYYY-MM");
export const tokens: z.ZodType<number> = z.int().positive();
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

const day = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
const hour = "([01]\\d|2[0-3]):[0-5]\\d";
/**
 * First and last day, which are two, and the time at which each of them begins and ends: over midnight where the end is
 * the smaller; never the same.
 */
export const peakHours: RegExp = new RegExp(
  `^(?!${day}-\\1 )${day}(-${day})? (?!(\\d\\d:\\d\\d)-\\5$)${hour}-(${hour}|24:00)$`,
);

const peakForm = "must be days and two different times, such as Mon-Fri 01:00-04:00, Sat 22:00-06:00, Sun 00:00-24:00";

export const price: z.ZodType<Price> = z.strictObject({
  ...rates,
  per1kQueries: z.number().nonnegative().optional(),
  tiers: z.array(z.strictObject({ above: tokens, ...rates })).optional(),
  scheduled: z.array(z.strictObject({ from: date, ...rates })).optional(),
  serviceTiers: z.record(z.string(), z.strictObject(rates)).optional(),
  offPeak: z
    .strictObject({
      ...rates,
      peakHoursUtc: z.array(z.string().regex(peakHours, peakForm)).min(1),
    })
    .optional(),
});

const listed = Object.entries(chatParameters).flatMap(([name, { spellings = [] }]) => [name, ...spellings]);

const member = (...without: string[]) =>
  z
    .string()
    .regex(
      new RegExp(`^(?!(?:${without.join("|")})$)[A-Za-z]\\w*$`),
      "must be a member that is neither in the list of parameters nor a control",
    );

/** A provider that takes a control still gets none from clients. */
export const accepts: z.ZodType<string[]> = z.array(member(...listed, ...controlNames, ...boundNames));
export const controls: z.ZodType<string[]> = z.array(member(...listed, ...boundNames));

export const tokenizer: z.ZodType<TokenizerName> = z.enum(tokenizerNames);
export const dialect: z.ZodType<DialectName> = z.enum(dialectNames);
export const country: z.ZodType<string> = z.string().regex(/^[A-Z]{2}$/, "must be an ISO country code");

export const url: z.ZodType<string> = z
  .string()
  .regex(/^https?:\/\/.*[^/]$/, "must be an http(s) URL without a closing slash");
export const environmentName: z.ZodType<string> = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "must be the name of an environment variable");

export const account: z.ZodType<string> = z
  .string()
  .regex(/^[a-z0-9-]+$/, "must be lower-case letters, digits and dashes");

export const betas: z.ZodType<Betas> = z.strictObject({
  header: z.string().regex(/^[a-z][a-z-]*$/, "must be the name of a header in lower case"),
  names: z.array(z.string()).min(1),
  inBody: z.literal(true).optional(),
});

const providerFormat: z.ZodType<ProviderFormat> = z.strictObject({
  dialect,
  paths: z.record(z.string(), z.string()),
  body: z.record(z.string(), z.string().nullable()).optional(),
  betas: betas.optional(),
  parameters: parameters.optional(),
  zeroRetention: zeroRetention.optional(),
});

export const providerFile: z.ZodType<ProviderFile> = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, "must be lower-case letters, digits and dashes"),
  name: z.string(),
  dialect,
  baseUrl: url,
  variables: z.record(z.string().regex(/^\w+$/), z.array(environmentName)).optional(),
  regionUrls: z.record(z.string(), url).optional(),
  embeddingsBatch: z.int().positive().optional(),
  paths: z.record(z.string(), z.string()),
  formats: z.record(z.string(), providerFormat).optional(),
  auth: z.strictObject({
    header: z.string().optional(),
    scheme: z.string().optional(),
    env: z.array(environmentName),
    signing: z.enum(["aws-sigv4", "gcp-oauth"]).optional(),
    signingEnv: z.array(environmentName).optional(),
    signingService: z.string().optional(),
  }),
  headers: z.record(z.string(), z.string()).optional(),
  betas: betas.optional(),
  hosting: z.enum(["vendor", "cloud", "host", "aggregator", "self-hosted"]),
  account: account.optional(),
  jurisdiction: country.optional(),
  regions: z.array(z.string()).optional(),
  parameters: parameters.optional(),
  developerRole: z.boolean().optional(),
  zeroRetention: zeroRetention.optional(),
  accepts: accepts.optional(),
  controls: controls.optional(),
  listedAs: z
    .strictObject({ "models.dev": z.array(z.string()).optional(), litellm: z.array(z.string()).optional() })
    .optional(),
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
  tokenizer: tokenizer.optional(),
  caps: z.record(z.string(), z.boolean()).optional(),
  efforts: z.array(z.string()).optional(),
  reasoningTokens: z.strictObject({ min: z.int().nonnegative().optional(), max: tokens.optional() }).optional(),
  endpoints: z.array(z.string()).optional(),
  format: z.string().optional(),
  parameters: parameters.optional(),
  developerRole: z.boolean().optional(),
  zeroRetention: zeroRetention.optional(),
  accepts: accepts.optional(),
  price: price.optional(),
  priceAsOf: date.optional(),
  releaseDate: date.optional(),
  knowledgeCutoff: date.optional(),
  retiresOn: date.optional(),
  replacement: z.string().optional(),
  snapshotOf: z.string().optional(),
  openWeights: z.boolean().optional(),
  region: z.string().optional(),
  dims: z.int().positive().optional(),
  batch: z.int().positive().optional(),
});

export const modelsFile: z.ZodType<ModelsFile> = z.strictObject({
  asOf: date,
  models: z.record(z.string(), modelEntry),
});
