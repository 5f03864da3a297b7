/** What a hostile client does to a request. */
import type { Random } from "../../../agreement/random.ts";
import { bulkTricks } from "./bulk-tricks.ts";
import type { Draft } from "./draft.ts";
import { jsonTricks } from "./json-tricks.ts";
import { describe, header, image } from "./usual-request.ts";

export type Trick = (random: Random, draft: Draft) => void;

/** Stands in what a provider must never see. */
export const CANARY = "canary-7731";

const parameterTricks: Readonly<Record<string, Trick>> = {
  "both limits": (random, draft) => {
    const limits = random.pick([
      [90_000, 10],
      [10, 90_000],
      [7, 7],
    ]);
    for (const [i, name] of ["max_tokens", "max_completion_tokens"].entries()) {
      draft.set(name, limits[i]);
    }
    draft.limits.splice(0, Number.POSITIVE_INFINITY, ...limits);
  },
  "large limit": (random, draft) => {
    draft.limits.splice(0);
    for (const name of ["max_tokens", "max_completion_tokens"])
      if (draft.get(name) !== undefined) draft.set(name, 30_000);
    if (draft.get("max_tokens") === undefined) draft.set("max_completion_tokens", random.pick([30_000, 1_000_000]));
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
    ] as const;
    for (let i = 0; i < 1 + random.integer(3); i++) {
      const [name, value] = random.pick(foreign);
      draft.set(name, value);
    }
  },
  "service tier": (random, draft) =>
    draft.set("service_tier", random.pick(["priority", "fast", "scale", "batch", "x"])),
  "spoken answer": (_, draft) => {
    draft.needs.add("audio");
    draft.set("modalities", ["text", "audio"]);
    draft.set("audio", { voice: "ash", format: "pcm16" });
  },
  "custom tool": (_, draft) => draft.append("tools", { type: "custom", custom: { name: "shell", description: "x" } }),
  "stored file": (_, draft) => {
    draft.needs.add("pdf");
    draft.append("messages", { role: "user", content: [{ type: "file", file: { file_id: `file-${draft.marker}` } }] });
    draft.hasWord = false;
  },
  "small tools": (_, draft) => {
    const tools = Array.from({ length: 100 }, () => ({ type: "function", function: { name: "f" } }));
    draft.set("tools", tools);
  },
  "built-in tools": (_, draft) =>
    draft.set(
      "tools",
      Array.from({ length: 120 }, () => ({ type: "web_search" })),
    ),
  pictures: (random, draft) => {
    draft.needs.add("vision");
    draft.hasWord = false;
    draft.append("messages", { role: "user", content: random.list(1 + random.integer(12), () => image(random)) });
  },
  "long cache": (_, draft) => {
    const cached = { type: "text", text: "Remember this.", cache_control: { type: "ephemeral", ttl: "1h" } };
    draft.append("messages", { role: "user", content: [cached] });
    draft.hasWord = false;
  },
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

export const tricks: Readonly<Record<string, Trick>> = {
  ...parameterTricks,
  ...metadataTricks,
  ...bulkTricks,
  ...jsonTricks,
};
