/** What the types refuse: each of these is an error in an editor. Compiled by `npm run types`, never run. */
import { balance, chain, cheapest, type Facts, fastest, ms, policy, reject, s, split, usd } from "pointsman";

const metadata = { priority: ["low", "high"], team: "string" } as const;
const tiers = { premium: "anthropic/claude-opus-5-5", economy: "openai/gpt-6-luna" } as const;
const otherwise = "economy";

/** Names of tiers, wherever one is used. */
export const wrongTiers = policy({
  tiers: {
    ...tiers,
    // @ts-expect-error
    one: "premum",
    // @ts-expect-error
    two: chain("openai/gpt-6-luna", "premum"),
    // @ts-expect-error
    three: cheapest(["premum"]),
    // @ts-expect-error
    four: fastest(["premum", "economy"]),
    // @ts-expect-error
    five: balance(["premum"]),
    // @ts-expect-error
    six: split({ premium: 1, premum: 1 }),
    // @ts-expect-error
    sticky: balance(["premium"], { sticky: "inputTokens" }),
    // @ts-expect-error
    lifetime: fastest(["premium"], { sticky: "key.id", lifetime: 60 }),
    // @ts-expect-error
    seven: chain(chain("premium", split({ premum: 1 })), "economy"),
  },
  routes: {
    // @ts-expect-error
    a: { otherwise: "premum" },
    // @ts-expect-error
    b: { otherwise: chain("premum", "economy") },
    // @ts-expect-error
    c: { otherwise, rules: [{ when: (r) => r.stream, use: "premum" }] },
    // @ts-expect-error
    d: { otherwise, rules: [{ when: (r) => r.stream, use: split({ premum: 1, economy: 1 }) }] },
    // @ts-expect-error
    e: { otherwise, rules: [{ when: (r) => r.latency.premum.total.p95 > s(3), use: "premium" }] },
  },
  budgets: {
    // @ts-expect-error
    team: { per: (r) => r.key.team, limit: usd(5), window: "month", exhausted: "premum" },
  },
});

export const wrongLimits = policy({
  tiers,
  metadata: { customer: "string" },
  routes: { chat: { otherwise: "openai/gpt-6-luna" } },
  limits: {
    // @ts-expect-error
    a: { per: (r) => r.key.id, requests: 5, window: "minute", exhausted: "premum" },
    // @ts-expect-error
    b: { per: (r) => r.key.id, requests: 5, window: "minute", routes: ["chit"] },
    // @ts-expect-error
    c: { per: (r) => r.key.id, requests: 5, window: "month" },
    // @ts-expect-error
    d: { per: (r) => r.key.id, requests: 5 },
    // @ts-expect-error
    e: { per: (r) => r.key.id, concurrency: 5, window: "minute" },
    // @ts-expect-error
    f: { per: (r) => r.key.id, tokens: 5, window: "minute" },
    // @ts-expect-error
    g: { per: (r) => r.metadata.custmer, concurrency: 5 },
    // @ts-expect-error
    h: { per: (r) => r.inputTokens, concurrency: 5 },
    // @ts-expect-error
    i: { per: (r) => r.key.id, concurrency: usd(5) },
  },
});

export const wrongModels = policy({
  tiers: {
    ...tiers,
    // @ts-expect-error
    one: "openai/gpt-5.4-mimi",
    // @ts-expect-error
    two: chain("openai/gpt-6-luna", "openai/gpt-5.4-mimi"),
    // @ts-expect-error
    three: split({ "openai/gpt-5.4-mimi": 1, "openai/gpt-6-luna": 2 }),
  },
  routes: {
    // @ts-expect-error
    a: { otherwise: "openai/gpt-5.4-mimi" },
    // @ts-expect-error
    b: { otherwise, rules: [{ when: (r) => r.stream, use: cheapest(["openai/gpt-5.4-mimi"]) }] },
    // @ts-expect-error
    c: { otherwise, rules: [{ when: (r) => r.health["openai/gpt-5.4-mimi"] === "up", use: "premium" }] },
  },
});

export const wrongMetadata = policy({
  metadata,
  tiers,
  routes: {
    chat: {
      otherwise,
      rules: [
        // @ts-expect-error
        { when: (r) => r.metadata.priority === "hihg", use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.priorty === "high", use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.team === 3, use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.team.startsWith("trial"), use: "premium" },
        // @ts-expect-error
        { when: (r) => r.sample("metadata.taem") < 5, use: "premium" },
      ],
    },
  },
});

export const wrongRequired = policy({
  metadata: {
    sensitivity: { values: ["public", "pii"], required: true },
    team: { required: true },
    plan: { values: ["free", "paid"] },
    stage: { values: ["draft", "final"], required: false },
  },
  tiers,
  routes: {
    chat: {
      otherwise,
      rules: [
        // @ts-expect-error
        { when: (r) => r.metadata.sensitivity === "pi", use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.team === 3, use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.plan === "fre", use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.plan.startsWith("f"), use: "premium" },
        // @ts-expect-error
        { when: (r) => r.metadata.stage.startsWith("f"), use: "premium" },
      ],
    },
  },
});

export const wrongDeclaration = policy({
  // @ts-expect-error
  metadata: { plan: { values: "string" }, team: { require: true } },
  tiers,
  routes: { chat: { otherwise } },
});

/** Without a declaration there is no metadata. */
export const noMetadata = policy({
  tiers,
  // @ts-expect-error
  routes: { chat: { otherwise, rules: [{ when: (r) => r.metadata.team === "one", use: "premium" }] } },
});

export const wrongBudgets = policy({
  tiers,
  budgets: {
    monthly: { per: (r) => r.key.team, limit: usd(5), window: "month" },
    // @ts-expect-error
    fact: { per: (r) => r.hour, limit: usd(5), window: "month" },
    // @ts-expect-error
    unit: { per: (r) => r.key.team, limit: s(5), window: "month" },
    // @ts-expect-error
    plain: { per: (r) => r.key.team, limit: 500, window: "month" },
    // @ts-expect-error
    window: { per: (r) => r.key.team, limit: usd(5), window: "year" },
  },
  routes: {
    // @ts-expect-error
    chat: { otherwise, rules: [{ when: (r) => r.budget.montly.left < usd(1), use: "premium" }] },
  },
});

export const wrongQuantities = policy({
  tiers,
  routes: {
    // @ts-expect-error
    a: { otherwise, deadline: usd(60) },
    // @ts-expect-error
    b: { otherwise, deadline: 60 },
    // @ts-expect-error
    c: { otherwise, firstToken: usd(5), idle: s(15) },
    // @ts-expect-error
    d: { otherwise, idle: "15s" },
    // @ts-expect-error
    e: { otherwise, maxCost: s(1) },
    // @ts-expect-error
    f: { otherwise, maxCost: 0.1 },
    // @ts-expect-error
    g: { otherwise, max: { inputTokens: usd(5) } },
    // @ts-expect-error
    h: { otherwise, max: { outputTokens: s(5) } },
    // @ts-expect-error
    i: { otherwise, rules: [{ when: (r) => r.stream, use: "premium", maxCost: ms(5) }] },
    // @ts-expect-error
    j: { otherwise: split({ premium: s(1), economy: 1 }) },
    // @ts-expect-error
    k: { otherwise: cheapest(["premium"], { quality: usd(1) }) },
    // @ts-expect-error
    l: { otherwise: reject(s(403), "No.") },
    // @ts-expect-error
    m: { otherwise, deadline: s(ms(60_000)) },
  },
});

export const wrongShapes = policy({
  tiers,
  routes: {
    // @ts-expect-error
    a: { otherwise, deadlin: s(60) },
    // @ts-expect-error
    b: { rules: [] },
    // @ts-expect-error
    c: { otherwise, rules: [{ use: "premium" }] },
    // @ts-expect-error
    d: { otherwise, rules: [{ when: (r) => r.stream }] },
    // @ts-expect-error
    e: { otherwise, rules: [{ when: (r) => r.hour, use: "premium" }] },
    // @ts-expect-error
    f: { otherwise, fallbackOn: ["tiemout-idle"] },
    // @ts-expect-error
    f2: { otherwise, fallbackOn: { "tiemout-idle": true } },
    // @ts-expect-error
    f3: { otherwise, fallbackOn: { "timeout-idle": "premum" } },
    // @ts-expect-error
    f4: { otherwise, fallbackOn: { "timeout-idle": reject(403, "No.") } },
    // @ts-expect-error
    g: { otherwise: split({ premium: 1 }, { by: "metdata.team" }) },
    // @ts-expect-error
    h: { otherwise: reject("403", "No.") },
    // @ts-expect-error
    i: { otherwise, max: { inputToken: 5 } },
  },
});

export const wrongFacts = policy({
  tiers,
  routes: {
    chat: {
      otherwise,
      rules: [
        // @ts-expect-error
        { when: (r) => r.inputToken > 5, use: "premium" },
        // @ts-expect-error
        { when: (r) => r.inputTokens > "5", use: "premium" },
        // @ts-expect-error
        { when: (r) => r.maxOutputTokens > 5, use: "premium" },
        // @ts-expect-error
        { when: (r) => r.key.team.startsWith("a"), use: "premium" },
        // @ts-expect-error
        { when: (r) => r.weekday === "sunday", use: "premium" },
        // @ts-expect-error
        { when: (r) => r.needs.visoin, use: "premium" },
        // @ts-expect-error
        { when: (r) => r.text.matches("a+"), use: "premium" },
      ],
    },
  },
});

// @ts-expect-error: its metadata has no such value.
export const inAnotherFile = (r: Facts<typeof metadata>): boolean => r.metadata.priority === "hihg";

/** A predicate over metadata that the policy does not declare. */
const needsSensitivity = (r: Facts<{ readonly sensitivity: readonly ["pii", "none"] }>) =>
  r.metadata.sensitivity === "pii";
export const foreignPredicate = policy({
  metadata: { sensitivity: ["public", "internal"] },
  tiers,
  // @ts-expect-error
  routes: { chat: { otherwise, rules: [{ when: needsSensitivity, use: "premium" }] } },
});

export const wrongInvariants = policy({
  metadata,
  tiers,
  routes: { chat: { otherwise } },
  invariants: {
    // @ts-expect-error
    nothing: {},
    // @ts-expect-error
    onlyWhen: { when: (r) => r.stream },
    // @ts-expect-error
    two: { every: () => true, some: () => true },
    // @ts-expect-error
    three: { every: () => true, survives: { targets: 1 } },
    // @ts-expect-error
    either: { survives: { providers: 1, targets: 1 } },
    // @ts-expect-error
    neither: { survives: {} },
    // @ts-expect-error
    unit: { survives: { providers: s(1) } },
    // @ts-expect-error
    key: { evry: () => true },
    // @ts-expect-error
    value: { every: (t) => t.id },
    // @ts-expect-error
    field: { every: (t) => t.juristiction === "DE" },
    // @ts-expect-error
    fact: { every: (r) => r.stream },
    // @ts-expect-error
    missing: { every: (t) => t.retention <= 30 },
    // @ts-expect-error
    uncalled: { every: (t) => t.maxCost <= usd(1) },
    // @ts-expect-error
    noRequest: { every: (t) => t.maxCost() <= usd(1) },
    // @ts-expect-error
    arity: { every: (t, _r, _more) => t.caps.vision },
    // @ts-expect-error
    metadata: { every: (_t, r) => r.metadata.priority === "hihg" },
    // @ts-expect-error
    tier: { when: (r) => r.latency.premum.total.p95 > s(3), survives: { targets: 1 } },
    // @ts-expect-error
    budget: { when: (r) => r.budget.team.left > usd(3), survives: { targets: 1 } },
  },
});
