import { chain, cheapest, EU, type Facts, fastest, policy, reject, s, split, usd } from "pointsman";

const LONG = 8_000; // tokens

const isPersonal = (r: Facts) => r.metadata.sensitivity === "pii";

/** Texts, images, tools: what more than one provider of every tier can do, and every dialect can say. */
const isUsual = (r: Facts) => !(r.needs.audio || r.needs.pdf || r.needs.reasoning || r.needs.rare);

export default policy({
  // What callers may send, and must: a request that says anything else is refused.
  metadata: {
    priority: ["low", "normal", "high"],
    sensitivity: { values: ["public", "internal", "pii"], required: true },
    team: "string",
  },

  tiers: {
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol", "google/gemini-3.1-pro-preview"),
    standard: chain(
      split({ "openai/gpt-5.4-mini": 90, "qwen/qwen3.7-plus": 10 }, { by: "metadata.team" }),
      "google/gemini-3.8-flash",
    ),
    economy: cheapest(["openai/gpt-6-luna", "anthropic/claude-haiku-5-5", "deepseek/deepseek-flash"]),
    realtime: fastest(["google/gemini-3.8-flash", "openai/gpt-6-luna", "anthropic/claude-haiku-5-5"]),
    european: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"),
  },

  // What each team may spend in a day: served more cheaply when that is nearly spent, and told so when it is.
  budgets: {
    team: { per: (r) => r.key.team, missing: "pool", limit: usd(5), window: "day" },
  },

  limits: {
    calls: { per: (r) => r.key.id, requests: 600, window: "minute" },
  },

  routes: {
    "support-chat": {
      rules: [
        { when: isPersonal, use: "european" },
        { when: (r) => r.metadata.team === "trial", use: reject(403, "Trial teams have no chat.") },
        { when: (r) => r.budget.team.left < usd(2), use: "economy" },
        { when: (r) => r.hasCode || r.inputTokens > LONG, use: "premium", maxCost: usd(1) },
        { when: (r) => r.metadata.priority === "high", use: "premium", maxCost: usd(1) },
        { when: (r) => r.stream && r.inputTokens < 500, use: "realtime" },
      ],
      otherwise: "standard",
      max: { inputTokens: 32_000, outputTokens: 8_000, choices: 1 },
      deadline: s(60),
      firstToken: s(5),
      idle: s(15),
    },
    "batch-summaries": {
      rules: [{ when: isPersonal, use: "european" }],
      otherwise: "economy",
      max: { inputTokens: 32_000, outputTokens: 16_000, choices: 1 },
      deadline: s(600),
    },
  },

  // What must be so for every request, whatever fails: proved, or shown to be wrong, before there is a table.
  invariants: {
    "personal data stays in the EU": { when: isPersonal, every: (t) => EU.includes(t.jurisdiction) },
    "no request can cost more than a dollar": { every: (t, r) => t.maxCost(r) <= usd(1) },
    "any one provider may fail": { when: isUsual, survives: { providers: 1 } },
  },
});
