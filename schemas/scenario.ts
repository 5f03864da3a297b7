/** A scenario of a rehearsal: what goes wrong, under which load, and what must hold. Written by hand, as YAML or JSON. */
import * as z from "zod";

export interface Scenario {
  /** Lines such as `some-provider down from 10s to 40s`. */
  faults?: string[] | undefined;
  load?: ScenarioLoad | undefined;
  /** By `default`, provider or `provider/model`. */
  speeds?: Record<string, ScenarioSpeed> | undefined;
  thresholds?: ScenarioThresholds | undefined;
  /** The same one gives the same load and the same chance. */
  seed?: number | undefined;
  /** When the rehearsal begins, ISO 8601: for prices and for rules that ask for the time. */
  at?: string | undefined;
}

export interface ScenarioLoad {
  /** Such as `2 per second`. */
  rate?: string | undefined;
  for?: string | undefined;
  /** The share of requests that are streamed, such as `50%`. */
  streams?: string | undefined;
  requests?: ScenarioRequest[] | undefined;
}

/** One kind of request. */
export interface ScenarioRequest {
  /** What clients write as `model`. */
  route: string;
  /** How often it comes, beside the others. */
  share?: number | undefined;
  /** Of a list one value is drawn for each request. */
  metadata?: Record<string, string | string[]> | undefined;
  /** Tokens, about; of a list one is drawn for each request. */
  inputTokens?: number | number[] | undefined;
  outputTokens?: number | number[] | undefined;
  streams?: string | undefined;
  key?: { team?: string | undefined; env?: string | undefined; tags?: string[] | undefined } | undefined;
}

/** How quick a model is when nothing is wrong. */
export interface ScenarioSpeed {
  firstToken?: string | undefined;
  tokensPerSecond?: number | undefined;
  promptTokensPerSecond?: number | undefined;
}

/** What must hold under the faults. */
export interface ScenarioThresholds {
  /** The least share of requests that succeed. */
  success?: string | undefined;
  firstToken?: ScenarioQuantiles | undefined;
  total?: ScenarioQuantiles | undefined;
  /** The most that an answer may cost more than without faults. */
  costIncrease?: string | undefined;
}

export interface ScenarioQuantiles {
  p50?: string | undefined;
  p95?: string | undefined;
  p99?: string | undefined;
}

const durationText = "expected a duration, such as 500ms, 30s, 10m or 1h30m";
const duration = z
  .string({ error: durationText })
  .regex(/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/, durationText)
  .meta({ examples: ["30s", "3h"] });
const shareText = "expected a share of requests, such as 20%";
const share = z
  .string({ error: shareText })
  .regex(/^(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%$/, shareText)
  .meta({ examples: ["50%"] });
const increaseText = "expected by how much more, such as 25%";
const rateText = "expected a rate, such as `2 per second`, `30 per minute` or `100 per hour`";
const name = z.string({ error: "expected a text" }).min(1, "expected a name, not an empty text");

/** Characters of a body are held several times: larger ones say nothing more. */
const MOST_INPUT = 200_000;
const MOST_OUTPUT = 100_000;

function tokens(most: number): z.ZodType<number | number[]> {
  const error = `expected a whole number of tokens from 1 to ${most}, or a list of them`;
  const one = z.int({ error }).min(1, error).max(most, error);
  return z.union([one, z.array(one, { error }).min(1, error)], { error });
}

/** An object that says which members it has. */
function closed<S extends z.core.$ZodLooseShape>(shape: S, what: string): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape).join(", ");
  return z.strictObject(shape, {
    error: ({ code }) => (code === "unrecognized_keys" ? `unknown key; there are ${known}` : `expected ${what}`),
  });
}

const metadataText = "expected a text, or a list of texts of which one is drawn";
const request: z.ZodType<ScenarioRequest> = closed(
  {
    route: name,
    share: z.number({ error: "expected a number above 0" }).positive("expected a number above 0").optional(),
    metadata: z
      .record(z.string(), z.union([z.string(), z.array(z.string()).min(1, metadataText)], { error: metadataText }), {
        error: "expected names with their values",
      })
      .optional(),
    inputTokens: tokens(MOST_INPUT).optional(),
    outputTokens: tokens(MOST_OUTPUT).optional(),
    streams: share.optional(),
    key: closed(
      {
        team: name.optional(),
        env: name.optional(),
        tags: z.array(name, { error: "expected a list of texts" }).optional(),
      },
      "what the caller's key says: team, env, tags",
    ).optional(),
  },
  "a kind of request, such as { route: some-route }",
);

const load: z.ZodType<ScenarioLoad> = closed(
  {
    rate: z
      .string({ error: rateText })
      .regex(/^\d+(?:\.\d+)? per (?:second|minute|hour)$/, rateText)
      .meta({ examples: ["2 per second"] })
      .optional(),
    for: duration.optional(),
    streams: share.optional(),
    requests: z
      .array(request, { error: "expected a list of kinds of requests" })
      .min(1, "expected at least one kind of request; leave `requests` away for one of each route")
      .optional(),
  },
  "rate, for, streams, requests",
);

const perSecond = z
  .number({ error: "expected a number of tokens above 0" })
  .positive("expected a number of tokens above 0");
const speed: z.ZodType<ScenarioSpeed> = closed(
  {
    firstToken: duration.optional(),
    tokensPerSecond: perSecond.optional(),
    promptTokensPerSecond: perSecond.optional(),
  },
  "firstToken, tokensPerSecond, promptTokensPerSecond",
);

const quantiles: z.ZodType<ScenarioQuantiles> = closed(
  { p50: duration.optional(), p95: duration.optional(), p99: duration.optional() },
  "p50, p95, p99",
);

const thresholds: z.ZodType<ScenarioThresholds> = closed(
  {
    success: share.optional(),
    firstToken: quantiles.optional(),
    total: quantiles.optional(),
    costIncrease: z
      .string({ error: increaseText })
      .regex(/^\d+(?:\.\d+)?%$/, increaseText)
      .optional(),
  },
  "success, firstToken, total, costIncrease",
);

const seedText = "expected a whole number from 0";
const atText = "expected a time, such as 2026-03-01T09:00:00Z, in quotes";
export const scenario: z.ZodType<Scenario> = closed(
  {
    faults: z
      .array(z.string({ error: "expected a line, such as `some-provider down from 10s to 40s`" }), {
        error: "expected a list of lines",
      })
      .optional(),
    load: load.optional(),
    speeds: z
      .record(z.string(), speed, { error: "expected providers or provider/model, each with its speed" })
      .optional(),
    thresholds: thresholds.optional(),
    seed: z.int({ error: seedText }).min(0, seedText).optional(),
    at: z.iso.datetime({ error: atText }).optional(),
  },
  "faults, load, speeds, thresholds, seed, at",
).meta({ title: "Pointsman scenario" });
