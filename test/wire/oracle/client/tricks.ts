/** What a hostile client does to a request, whatever API it speaks. */
import type { Trick } from "./api.ts";
import { bulkTricks } from "./bulk-tricks.ts";
import { jsonTricks } from "./json-tricks.ts";
import { describe, header } from "./metadata.ts";

/** Stands in what a provider must never see. */
export const CANARY = "canary-7731";

const parameterTricks: Readonly<Record<string, Trick>> = {
  "large limit": (random, draft) => {
    const { limitNames } = draft.words;
    const given = limitNames.filter((name) => draft.get(name) !== undefined);
    draft.limits.splice(0);
    for (const name of given) draft.set(name, 30_000);
    const other = limitNames.find((name) => !given.includes(name));
    if (given.length === 0 && other !== undefined) draft.set(other, random.pick([30_000, 1_000_000]));
  },
  "many answers": (random, draft) => draft.set("n", random.pick([3, 10, 100, 128, 1_000])),
  controls: (random, draft) => {
    const controls = [
      ["models", ["dearest/model", "other/model"]],
      ["route", "fallback"],
      ["provider", { order: ["Elsewhere"], allow_fallbacks: true }],
      ["plugins", [{ id: "web", max_results: 10 }]],
      ["transforms", ["middle-out"]],
      ["preset", "@preset/large"],
      ["fallbacks", ["dearest/model"]],
      ["web_search_options", { search_context_size: "high" }],
    ] as const;
    for (let i = 0; i < 1 + random.integer(3); i++) {
      const [name, value] = random.pick(controls);
      draft.set(name, value);
    }
  },
  "names of other interfaces": (random, draft) => {
    const foreign = [
      ["max_output_tokens", 50_000],
      ["maxOutputTokens", 50_000],
      ["num_predict", 50_000],
      ["max_new_tokens", 50_000],
      ["generationConfig", { maxOutputTokens: 50_000 }],
      ["options", { num_predict: 50_000 }],
      ["extra_body", { n: 20 }],
      ["best_of", 20],
      ["num_return_sequences", 20],
      ["candidate_count", 20],
      ["top_k", 40],
      ["speed", "fast"],
      ["anthropic_beta", ["fast-mode"]],
      ["inference_geo", "us"],
      ["max_tokens", 50_000],
      ["messages", [{ role: "user", content: "more" }]],
      ["input", "more"],
      ["dimensions", 4_096],
    ] as const;
    for (let i = 0; i < 1 + random.integer(3); i++) {
      const [name, value] = random.pick(foreign);
      const { listName, limitNames } = draft.words;
      // In some APIs it is the usual name.
      if (name !== listName && !limitNames.includes(name)) draft.set(name, value);
    }
  },
  "many settings": (random, draft) => {
    const settings = [
      ["temperature", 0.9],
      ["top_p", 0.1],
      ["seed", random.pick([7, 5_000_000_000])],
      ["store", true],
      ["user", "user-17"],
      ["stop", ["\n\n", "", "###"]],
      ["stop_sequences", [" ", "END", "###"]],
      ["top_k", 40],
      ["logprobs", true],
      ["parallel_tool_calls", false],
    ] as const;
    const known = draft.words.settings;
    for (const [name, value] of settings) if (known.includes(name) && random.once(2)) draft.set(name, value);
  },
  "service tier": (random, draft) =>
    draft.set("service_tier", random.pick(["priority", "fast", "scale", "batch", "x"])),
  "target by name": (random, draft) => {
    draft.route = random.pick(["alder/m0", "elm/m0", "nobody/none"]);
    draft.set("model", draft.route);
  },
};

const metadataTricks: Readonly<Record<string, Trick>> = {
  "two values": (random, draft) => {
    draft.describe("public");
    header(draft, "sensitivity", random.pick(["pii", "public"]));
  },
  "undeclared value": (random, draft) => describe(random, draft, random.pick(["pi", "PII", "pii ", "", "secret"])),
  "undeclared name": (random, draft) => header(draft, random.pick(["sensitivty", "tier", "route"]), CANARY),
  "foreign headers": (random, draft) => {
    const names = [
      ...["openai-organization", "openai-project", "anthropic-beta", "anthropic-version", "x-api-key", "api-key"],
      ...[
        "cookie",
        "x-forwarded-for",
        "x-goog-api-key",
        "http-referer",
        "x-title",
        "idempotency-key",
        "x-stainless-os",
      ],
    ];
    for (let i = 0; i < 3; i++) draft.headers.push(random.pick(names), CANARY);
  },
};

export const commonTricks: Readonly<Record<string, Trick>> = {
  ...parameterTricks,
  ...metadataTricks,
  ...bulkTricks,
  ...jsonTricks,
};
