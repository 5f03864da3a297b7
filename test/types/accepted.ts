/** What the types accept. Compiled by `npm run types`, never run. */
import {
  balance,
  chain,
  cheapest,
  EU,
  type Facts,
  type FailureClass,
  fastest,
  hours,
  type ModelId,
  minutes,
  ms,
  policy,
  reject,
  type Strategy,
  s,
  split,
  type Target,
  usd,
} from "pointsman";

const metadata = {
  priority: ["low", "normal", "high"],
  sensitivity: ["public", "internal", "pii"],
  team: "string",
} as const;

// Predicates of another file: over any policy, or over one's metadata.
const isLong = (r: Facts): boolean => r.hasCode || r.inputTokens > 32_000;
const isPersonal = (r: Facts<typeof metadata>): boolean => r.metadata.sensitivity === "pii";
const teamOf = (r: Facts) => r.key.team;
const anyOf =
  (...tests: ((r: Facts) => boolean)[]) =>
  (r: Facts): boolean =>
    tests.some((test) => test(r));

// Strategies of another file: over models, and over tiers that a policy declares.
const frontier: Strategy = chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol");
const withTier = chain("premium", "google/gemini-3.8-flash");
const named: Strategy<"premium" | "economy"> = withTier;
const listed = ["openai/gpt-6-luna", "deepseek/deepseek-flash"] as const;
const failures: readonly FailureClass[] = ["overloaded", "rate-limited"];

export const whole = policy({
  metadata,
  tiers: {
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol", "google/gemini-3.1-pro-preview"),
    standard: chain(
      split({ "openai/gpt-5.4-mini": 90, "qwen/qwen3.7-plus": 10 }, { by: "metadata.team" }),
      "google/gemini-3.8-flash",
    ),
    economy: cheapest(["openai/gpt-6-luna", "anthropic/claude-haiku-5-5", "deepseek/deepseek-flash"], { quality: 0.6 }),
    realtime: fastest(["google/gemini-3.8-flash", "openai/gpt-6-luna", "anthropic/claude-haiku-5-5"]),
    european: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"),
    single: "openai/gpt-5.4-mini",
    nested: balance([chain("premium", "openai/gpt-6-luna"), split({ economy: 1, "openai/gpt-6-luna": 2 }), "european"]),
    kept: fastest(["premium", "openai/gpt-6-luna"], { sticky: "metadata.team", lifetime: minutes(10) }),
    hashed: balance(["premium", "openai/gpt-6-luna"], { sticky: "key.id" }),
    roomy: balance(["premium", "openai/gpt-6-luna"], { by: "room", sticky: "key.id", lifetime: minutes(10) }),
    frontier,
    listed: chain(...listed),
  },
  routes: {
    "support-chat": {
      rules: [
        { when: isPersonal, use: "european", jurisdictions: EU },
        { when: (r) => isLong(r) || anyOf(isLong, (it) => it.stream)(r), use: "premium" },
        { when: (r) => r.metadata.priority === "high", use: "premium", maxCost: usd(0.1) },
        { when: (r) => r.budget.team.left < usd(5) || r.budget.team.ratio > 0.9, use: "economy" },
        { when: (r) => r.latency.standard.firstToken.p95 > ms(1_500), use: "realtime" },
        { when: (r) => r.latency["openai/gpt-6-luna"].total.p50 > s(20), use: fastest(["economy", "realtime"]) },
        { when: (r) => r.health["openai/gpt-6-luna"] !== "up", use: named },
        { when: (r) => r.sample("metadata.team") < 5, use: chain("premium", "openai/gpt-6-luna") },
        { when: (r) => r.maxOutputTokens !== undefined && r.maxOutputTokens > 4_000, use: "premium" },
        { when: (r) => ["mon", "tue"].includes(r.weekday) && r.hour >= 9, use: "premium", set: { temperature: 0.2 } },
        {
          when: (r) => r.key.tags.some((tag) => tag.startsWith("eu-")) && (r.parameters.temperature ?? 0) > 1,
          use: "premium",
        },
        {
          when: (r) => r.local("Europe/Berlin").hour >= 18 || r.parameters.reasoning_effort === "high",
          use: "premium",
        },
        { when: (r) => r.key.tags.includes("beta") && r.text.matches(/^\/draw/), use: "premium" },
        { when: (r) => r.needs.vision && r.images > 2, use: reject(403, "No more than two images.") },
        { when: (r) => r.key.team?.startsWith("trial-"), use: { reject: 403, message: "No chat in trials." } },
        {
          when: (r) => {
            const late = r.hour > 20;
            return late && r.text.includes("urgent");
          },
          use: { chain: ["premium", "openai/gpt-6-luna"] },
        },
      ],
      otherwise: "standard",
      max: { inputTokens: 150_000, outputTokens: 8_000 },
      deadline: s(60),
      firstToken: ms(5_000),
      idle: s(15),
      fallbackOn: failures,
    },
    careful: {
      otherwise: "standard",
      fallbackOn: { "content-filter": "european", "context-length": chain("premium"), quota: false, default: true },
    },
    live: { env: ["prod"], otherwise: "economy" },
    "batch-summaries": { otherwise: "economy", max: { inputTokens: 500_000 }, deadline: minutes(10) },
    "gpt-*": { otherwise: "single", maxCost: usd(1), deadline: hours(1) },
  },
  budgets: {
    team: { per: teamOf, limit: usd(500), window: "month", exhausted: "economy" },
    key: { per: (r) => r.key.id, limit: usd(5), window: "day", exhausted: reject(429, "Come back tomorrow.") },
    customer: { per: (r) => r.metadata.team, limit: usd(50), window: "week" },
    ever: { per: (r) => r.key.id, limit: usd(50), window: "total", missing: "pool", onStoreDown: "allow" },
  },
  limits: {
    calls: { per: (r) => r.key.id, requests: 600, window: "minute" },
    tokens: { per: teamOf, inputTokens: 1_000_000, outputTokens: 100_000, window: "hour", exhausted: "economy" },
    atOnce: { per: (r) => r.metadata.team, concurrency: 20, routes: ["gpt-*", "batch-summaries"], missing: "pool" },
    quiet: { per: (r) => r.key.env, concurrency: 2, exhausted: reject(429, "One after the other.") },
  },
});

/** Whatever the order of the sections. */
export const reversed = policy({
  budgets: { monthly: { per: (r) => r.key.team, limit: usd(500), window: "month", exhausted: "economy" } },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.metadata.priority === "high" && r.budget.monthly.spent < usd(400), use: "premium" },
        { when: (r) => r.latency.economy.total.p95 > s(9), use: "premium" },
      ],
      otherwise: "economy",
    },
  },
  tiers: { premium: chain("economy", "anthropic/claude-opus-5-5"), economy: "openai/gpt-6-luna" },
  metadata: { priority: ["low", "high"] },
});

/** Values made by code keep their names where they are constant. */
const ids: readonly ModelId[] = ["openai/gpt-6-luna"];
export const computed = policy({
  tiers: { base: chain(...ids), ...(ids.length > 1 ? { more: cheapest(ids) } : {}) },
  routes: Object.fromEntries(["en", "de"].map((language) => [`chat-${language}`, { otherwise: chain(...ids) }])),
});

// Claims of another file.
const inEu = (t: Target): boolean => EU.includes(t.jurisdiction);
const atMost = (amount: number) => (t: Target, r: Facts) => t.maxCost(r) <= amount;

/** Invariants know the policy's own metadata, budgets and tiers. */
export const claimed = policy({
  metadata,
  tiers: { economy: chain("openai/gpt-6-luna", "mistral/mistral-large-2512") },
  routes: { chat: { otherwise: "economy" } },
  budgets: { team: { per: teamOf, limit: usd(500), window: "month" } },
  invariants: {
    "personal data stays in the EU": { when: isPersonal, every: inEu },
    "the same in place": { when: (r) => r.metadata.sensitivity === "pii", every: (t) => EU.includes(t.jurisdiction) },
    "no request can cost more than a dollar": { every: (t, r) => t.maxCost(r) <= usd(1) },
    "what a function made": { every: atMost(usd(1)) },
    "quick when measured": { some: (t, r) => t.maxLatency(r) < s(60) || r.latency.economy.total.p95 > s(9) },
    "images are seen": { some: (t, r) => !r.needs.vision || t.caps.vision },
    "kept for a month": { every: ({ retention }) => retention !== undefined && retention <= 30 },
    "any one provider may fail": { when: (r) => r.budget.team.left > usd(5), survives: { providers: 1 } },
    "two targets may fail": { survives: { targets: 2 } },
    "all fields": {
      every: (t) =>
        t.id === `${t.provider}/${t.model}` &&
        t.dialect === "openai" &&
        t.region?.startsWith("eu") &&
        t.context >= (t.maxOutput ?? 0) &&
        (t.quality ?? 1) > 0.5 &&
        t.caps.ofOurOwn,
    },
  },
});

/** What is required is there; the others are guarded. */
export const requiredMetadata = policy({
  metadata: {
    sensitivity: { values: ["public", "pii"], required: true },
    team: { required: true },
    plan: { values: ["free", "paid"] },
    stage: { values: ["draft", "final"], required: false },
  },
  tiers: { premium: "openai/gpt-5.4-mini" },
  routes: {
    chat: {
      otherwise: "premium",
      rules: [
        { when: (r) => r.metadata.sensitivity === "pii", use: "premium" },
        { when: (r) => r.metadata.team.startsWith("trial"), use: "premium" },
        { when: (r) => r.metadata.plan === undefined || r.metadata.stage === "final", use: "premium" },
        { when: (r) => r.sample("metadata.team") < 5, use: "premium" },
      ],
    },
  },
});
