/** The overlay: what a team knows beside the catalog. Written by hand as `catalog.yaml`, beside the policy. */
import * as z from "zod";
import {
  accepts,
  account,
  controls,
  country,
  dialect,
  environmentName,
  type ModelEntry,
  type Price,
  type ProviderFile,
  price,
  tokenizer,
  tokens,
} from "./catalog.ts";
import type { DialectName } from "./dialects.ts";
import { type LineDocument, lineDocument } from "./line.ts";
import { type Parameters, parameters, zeroRetention } from "./parameter-facts.ts";
import { type TargetLimitsDocument, targetLimitsDocument } from "./target-limit.ts";

/** Where requests go, and under whose law: of a provider, or of one deployment at it. */
export interface Place {
  baseUrl?: string | undefined;
  /** For the `{…}` in the provider's URLs. */
  variables?: Record<string, string> | undefined;
  region?: string | undefined;
  jurisdiction?: string | undefined;
  retentionDays?: number | undefined;
}

/** A provider of the catalog, with what is ours; one like it; or a new one, which has a dialect and a URL. */
export interface OverlayProvider extends Place {
  like?: string | undefined;
  name?: string | undefined;
  dialect?: DialectName | undefined;
  paths?: Record<string, string> | undefined;
  auth?: { header?: string | undefined; scheme?: string | undefined; env: string[] } | undefined;
  headers?: Record<string, string> | undefined;
  hosting?: ProviderFile["hosting"] | undefined;
  /** That of `like`, unless it says otherwise. */
  account?: string | undefined;
  parameters?: Parameters | undefined;
  developerRole?: boolean | undefined;
  zeroRetention?: Record<string, unknown> | undefined;
  concurrency?: number | undefined;
  accountConcurrency?: number | undefined;
  line?: LineDocument | undefined;
  limits?: TargetLimitsDocument | undefined;
  accountLimits?: TargetLimitsDocument | undefined;
  accepts?: string[] | undefined;
  controls?: string[] | undefined;
}

/** A model of the catalog, with what is ours; a deployment of one (`like`); or a new one, which has a context. */
export interface OverlayModel extends Place {
  like?: string | undefined;
  /** On the wire. */
  name?: string | undefined;
  kind?: ModelEntry["kind"] | undefined;
  context?: number | undefined;
  maxInput?: number | undefined;
  maxOutput?: number | undefined;
  dims?: number | undefined;
  tokenizer?: ModelEntry["tokenizer"];
  tokenFactor?: number | undefined;
  caps?: Record<string, boolean> | undefined;
  parameters?: Parameters | undefined;
  developerRole?: boolean | undefined;
  zeroRetention?: Record<string, unknown> | undefined;
  concurrency?: number | undefined;
  line?: LineDocument | undefined;
  limits?: TargetLimitsDocument | undefined;
  accepts?: string[] | undefined;
  /** The whole price: nothing of the catalog's is kept. */
  price?: Price | undefined;
  quality?: number | undefined;
  retiresOn?: string | undefined;
}

/** `discount` is off every rate of the catalog, such as 15%; `price` is the whole price instead. */
export type NegotiatedPrice = { discount: string } | { price: Price };

export interface OverlayFile {
  providers?: Record<string, OverlayProvider> | undefined;
  /** By `provider/model`. */
  models?: Record<string, OverlayModel> | undefined;
  /** By `provider/model`, or by a beginning that ends in `*`; the longest that fits holds. */
  prices?: Record<string, NegotiatedPrice> | undefined;
}

/** An address, or one that begins with a variable: `${NAME}` is read where the runtime starts. */
const address = z
  .string()
  .regex(
    /^(?:https?:\/\/|(?=\$\{))(?:[^$]|\$\{[A-Za-z_]\w*\})+(?<!\/)$/,
    "must be an http(s) URL without a closing slash, or begin with a variable, such as ${INFERENCE_URL}",
  );

const place = {
  baseUrl: address
    .optional()
    .meta({ description: "Where it is reached, without a closing slash; ${NAME} is read where the runtime starts." }),
  variables: z.record(z.string(), z.string()).optional().meta({
    description: "Values for what stands in braces in the provider's URL, such as resource; ${NAME} is a variable.",
  }),
  region: z.string().optional().meta({ description: "Where its requests are processed, such as eu." }),
  jurisdiction: country.optional().meta({ description: "The country whose law governs it: an ISO code." }),
  retentionDays: z
    .number()
    .nonnegative()
    .optional()
    .meta({ description: "Days for which prompts and answers are kept there; 0 is not at all." }),
};

const acceptsOfClients = accepts
  .optional()
  .meta({ description: "Members of a body beside the listed parameters that clients may send on, such as top_k." });

const developerRole = z
  .boolean()
  .optional()
  .meta({ description: "Messages may have the role developer; elsewhere it is written as system." });

const zeroRetentionMembers = zeroRetention.optional().meta({
  description: "Members of a body by which nothing is kept there, such as store: false; {} where nothing ever is.",
});

const concurrency = z.int().positive().max(100_000);

const provider: z.ZodType<OverlayProvider> = z.strictObject({
  like: z.string().optional().meta({ description: "A provider of the catalog: its facts and its models hold here." }),
  name: z.string().optional().meta({ description: "For people." }),
  dialect: dialect.optional().meta({ description: "The wire format that it speaks." }),
  paths: z.record(z.string(), z.string()).optional().meta({ description: "Appended to the URL, by endpoint." }),
  auth: z
    .strictObject({ header: z.string().optional(), scheme: z.string().optional(), env: z.array(environmentName) })
    .optional()
    .meta({ description: "How a key is sent: `env` names the variables that may hold it. A new provider: none." }),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: "Sent with every request; ${NAME} is read where the runtime starts." }),
  hosting: z.enum(["vendor", "cloud", "host", "aggregator", "self-hosted"]).optional(),
  account: account.optional().meta({
    description: "Providers of one account fail as one; unless it is named here, it is that of what this one is like.",
  }),
  parameters: parameters.optional().meta({ description: "How parameters are written on the wire." }),
  developerRole,
  zeroRetention: zeroRetentionMembers,
  concurrency: concurrency.optional().meta({ description: "Requests at once to each of its models, by one gateway." }),
  accountConcurrency: concurrency
    .optional()
    .meta({ description: "Requests at once to all that is asked with its key, by one gateway." }),
  line: lineDocument.optional().meta({ description: "What waits for each of its models where there is no place." }),
  limits: targetLimitsDocument
    .optional()
    .meta({ description: "What it lets be asked of each of its models in a time; the rest goes onward." }),
  accountLimits: targetLimitsDocument
    .optional()
    .meta({ description: "What it lets be asked with its key in a time, of all models in sum." }),
  accepts: acceptsOfClients,
  controls: controls.optional().meta({ description: "Members of a body that only a policy may fix." }),
  ...place,
});

const model: z.ZodType<OverlayModel> = z.strictObject({
  like: z.string().optional().meta({ description: "A model of the catalog, provider/model: its facts hold here." }),
  name: z
    .string()
    .optional()
    .meta({ description: "Its name on the wire, such as that of a deployment; ${NAME} is a variable." }),
  kind: z.enum(["chat", "embedding", "rerank"]).optional().meta({ description: "chat unless told otherwise." }),
  context: tokens.optional().meta({ description: "Tokens of input and output in sum." }),
  maxInput: tokens.optional().meta({ description: "Tokens." }),
  maxOutput: tokens.optional().meta({ description: "Tokens." }),
  dims: tokens.optional().meta({ description: "Of an embedding model: numbers of a vector." }),
  tokenizer: tokenizer.optional().meta({ description: "Which family of tokenizers counts for it, such as o200k." }),
  tokenFactor: z
    .number()
    .min(0.1)
    .max(100)
    .optional()
    .meta({ description: "How many times as much its tokenizer counts as its family: the runtime tells what it met." }),
  caps: z.record(z.string(), z.boolean()).optional().meta({ description: "What it can do, such as tools: true." }),
  parameters: parameters.optional().meta({ description: "How parameters are written on the wire." }),
  developerRole,
  zeroRetention: zeroRetentionMembers,
  concurrency: concurrency.optional().meta({ description: "Requests at once, by one gateway; the rest goes onward." }),
  line: lineDocument.optional().meta({ description: "What waits where there is no place, before it goes onward." }),
  limits: targetLimitsDocument
    .optional()
    .meta({ description: "What its provider lets be asked of it in a time; the rest goes onward." }),
  accepts: acceptsOfClients,
  price: price.optional().meta({ description: "The whole price, in USD per million tokens." }),
  quality: z.number().min(0).max(1).optional().meta({ description: "Your own score, from 0 to 1." }),
  retiresOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a day, YYYY-MM-DD")
    .optional()
    .meta({ description: "The day on which it is switched off." }),
  ...place,
});

const discount = z.string().regex(/^(\d{1,2}(\.\d+)?|100)%$/, "must be a share of the price, such as 15%");

const negotiated: z.ZodType<NegotiatedPrice> = z.union([
  z.strictObject({ discount: discount.meta({ description: "Off every rate of the catalog, such as 15%." }) }),
  z.strictObject({ price: price.meta({ description: "The whole price, in USD per million tokens." }) }),
]);

export const overlay: z.ZodType<OverlayFile> = z
  .strictObject({
    providers: z
      .record(z.string(), provider)
      .optional()
      .meta({ description: "Providers of your own, and what is yours at those of the catalog." }),
    models: z
      .record(z.string(), model)
      .optional()
      .meta({ description: "By provider/model: models of your own, deployments, scores and limits." }),
    prices: z
      .record(z.string(), negotiated)
      .optional()
      .meta({ description: "By provider/model, or by a beginning that ends in *: what you have agreed on." }),
  })
  .meta({ title: "Pointsman catalog overlay" });
