/** Facts that a small policy may ask about: each gives conditions over a few values of its own, and notes what it asks. */
import type { Random } from "../agreement/random.ts";
import type { Mentions } from "./mentions.ts";

/** A condition over one fact, as text. */
export type AskFact = () => string;
type Facet = (random: Random, mentions: Mentions) => AskFact;

const weekdays = ["mon", "tue", "sat", "sun"];
const operators = [">", ">=", "<", "<=", "===", "!=="];

/** What the policies declare. */
export const declaredMetadata = {
  priority: ["low", "normal", "high"],
  plan: { values: ["free", "paid"], required: true },
  customer: "string",
  tenant: { required: true },
} as const;

/** The target and the budget that state is asked of. */
export const measured = "alpha/mid";

const whole =
  (fact: string, values: readonly number[]): Facet =>
  (random, mentions) => {
    const few = random.list(2, () => random.pick(values));
    return () => {
      const value = random.pick(few);
      mentions.compareWhole(fact, value);
      // No whole number is equal to a broken one: that would be a constant.
      const operator = random.pick(Number.isInteger(value) ? operators : operators.slice(0, 4));
      return `r.${fact} ${operator} ${value}`;
    };
  };

const double =
  (spelled: string, fact: string, unit: string, values: readonly number[]): Facet =>
  (random, mentions) => {
    const few = random.list(2, () => random.pick(values));
    return () => {
      const value = random.pick(few);
      mentions.compareDouble(fact, value);
      return `${spelled} ${random.pick(operators)} ${unit ? `${unit}(${value})` : value}`;
    };
  };

const flag =
  (fact: string): Facet =>
  (random, mentions) =>
  () => {
    mentions.flags.add(fact);
    return random.once(3) ? `!r.${fact}` : `r.${fact}`;
  };

const enumeration =
  (fact: string, values: readonly string[], optional: boolean): Facet =>
  (random, mentions) =>
  () => {
    const asked = mentions.string(fact).equals;
    if (optional && random.once(5)) return `r.${fact} ${random.once(2) ? "===" : "!=="} undefined`;
    if (random.once(4)) {
      const few = [random.pick(values), random.pick(values)];
      for (const value of few) asked.add(value);
      return `${JSON.stringify(few)}.includes(r.${fact})`;
    }
    const value = random.pick(values);
    asked.add(value);
    return `r.${fact} ${random.once(3) ? "!==" : "==="} "${value}"`;
  };

const string = (fact: string): Facet => {
  const equality = enumeration(fact, ["acme", "acorn", "come"], true);
  return (random, mentions) => {
    const equal = equality(random, mentions);
    return () => {
      const asked = mentions.string(fact);
      const [method, set, values] = random.pick([
        ["startsWith", asked.starts, ["ac", "acm", "co"]],
        ["endsWith", asked.ends, ["me", "e", "orn"]],
        ["includes", asked.includes, ["co", "me", "om"]],
        ["", asked.equals, []],
      ] as const);
      if (method === "") return equal();
      const value = random.pick(values);
      set.add(value);
      return `r.${fact}?.${method}("${value}")`;
    };
  };
};

const tags: Facet = (random, mentions) => () => {
  if (random.once(3)) {
    const beginning = random.pick(["be", "beta", "v", ""]);
    // A tag that nothing else asks for.
    mentions.tags.add(`${beginning}~`);
    return `r.key.tags.some((tag) => tag.startsWith("${beginning}"))`;
  }
  const tag = random.pick(["beta", "vip"]);
  mentions.tags.add(tag);
  return `r.key.tags.includes("${tag}")`;
};

const zoned: Facet = (random, mentions) => {
  const zone = random.pick(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo"]);
  const values = random.list(2, () => random.pick([0, 6, 8, 9.5, 18, 23]));
  return () => {
    const isDay = random.once(4);
    mentions[isDay ? "zoneDays" : "zones"].add(zone);
    if (isDay) return `r.local("${zone}").weekday ${random.once(2) ? "===" : "!=="} "${random.pick(weekdays)}"`;
    return `r.local("${zone}").hour ${random.pick([">", ">=", "<", "<="])} ${random.pick(values)}`;
  };
};

const patterns: readonly { pattern: RegExp; example: string }[] = [
  { pattern: /\d{3}/, example: "777" },
  { pattern: /refund/i, example: "REFUND" },
  { pattern: /\bfund\b/, example: "fund" },
];

const text: Facet = (random, mentions) => () => {
  const { starts, includes, ends } = mentions.text;
  switch (random.integer(6)) {
    case 0:
      includes.add("```");
      return "r.hasCode";
    case 1: {
      const { pattern, example } = random.pick(patterns);
      mentions.patterns.set(String(pattern), { pattern, example });
      return `r.text.matches(${pattern})`;
    }
    case 2: {
      const start = random.pick(["fun", "re"]);
      starts.add(start);
      return `r.text.startsWith("${start}")`;
    }
    case 3: {
      ends.add("nd");
      return 'r.text.endsWith("nd")';
    }
    default: {
      const word = random.pick(["fund", "refund", "12", "1234"]);
      includes.add(word);
      return `r.text.includes("${word}")`;
    }
  }
};

/** No value is sampled at exactly these: each comparison has the values on one side of them. */
const shares = [5, 10, 25.5, 60, 90];

const sample =
  (by: string): Facet =>
  (random, mentions) => {
    const values = random.list(2, () => random.pick(shares));
    return () => {
      const value = random.pick(values);
      mentions.sample(by, value);
      if (random.once(10)) return `r.sample("${by}") ${random.pick([">=", "<"])} 0`;
      return `r.sample("${by}") ${random.pick([">", ">=", "<", "<="])} ${value}`;
    };
  };

const quantile = (of: string, name: string): Facet =>
  double(`r.latency["${measured}"].${of}.${name}`, `latency.${of}.${name}`, "ms", [0, 250.5, 1_500]);

const health: Facet = (random, mentions) => () => {
  mentions.health.add(measured);
  return `r.health["${measured}"] ${random.once(3) ? "!==" : "==="} "${random.pick(["up", "degraded", "down"])}"`;
};

const noOutput: Facet = (_, mentions) => () => {
  mentions.cut("maxOutputTokens");
  return "r.maxOutputTokens === undefined";
};

const either =
  (...facets: readonly Facet[]): Facet =>
  (random, mentions) => {
    const asks = facets.map((facet) => facet(random, mentions));
    return () => random.pick(asks)();
  };

/** Facts of one name depend on each other, or are one. */
export const facets: Readonly<Record<string, Facet>> = {
  priority: enumeration("metadata.priority", ["low", "normal", "high"], true),
  plan: enumeration("metadata.plan", ["free", "paid"], true),
  customer: string("metadata.customer"),
  tenant: string("metadata.tenant"),
  team: string("key.team"),
  env: enumeration("key.env", ["production", "test"], true),
  key: enumeration("key.id", ["key-1", "key-2"], false),
  tags,
  stream: flag("stream"),
  hour: whole("hour", [0, 8, 9, 9.5, 22, 23]),
  weekday: enumeration("weekday", weekdays, false),
  zoned,
  zonedHour: either(zoned, whole("hour", [0, 8, 22])),
  temperature: double("r.parameters.temperature", "parameters.temperature", "", [0, 0.7, 1, 2]),
  seed: whole("parameters.seed", [0, 7, 8]),
  effort: either(enumeration("parameters.reasoning_effort", ["none", "low", "high"], true), flag("needs.reasoning")),
  said: either(flag("parameters.logprobs"), flag("parameters.store")),
  tools: either(whole("tools", [0, 1, 1.5, 2]), flag("needs.tools")),
  images: either(whole("images", [0, 1, 2]), flag("needs.vision")),
  format: either(flag("needs.jsonMode"), flag("needs.jsonSchema")),
  reasoning: flag("needs.reasoning"),
  audio: flag("needs.audio"),
  pdf: flag("needs.pdf"),
  messages: either(whole("messages", [0, 1, 2, 3]), whole("turns", [0, 1, 2])),
  tokens: whole("inputTokens", [6, 7, 8, 807, 808, 1_607]),
  sizes: either(whole("inputTokens", [7, 8, 11, 12, 807, 808]), whole("messages", [1, 2]), whole("images", [1])),
  manyTokens: whole("inputTokens", [500, 501, 1_000, 5_000, 5_001]),
  output: either(whole("maxOutputTokens", [0, 1, 100, 256]), noOutput, whole("choices", [0, 1, 2, 3, 128])),
  text,
  left: double("r.budget.team.left", "budget.left", "usd", [0, 5, 12.5, 400]),
  spent: double("r.budget.team.spent", "budget.spent", "usd", [0, 5, 400]),
  ratio: double("r.budget.team.ratio", "budget.ratio", "", [0, 0.5, 0.8, 1]),
  latency: either(quantile("firstToken", "p50"), quantile("firstToken", "p95")),
  median: quantile("firstToken", "p50"),
  slowest: quantile("firstToken", "p95"),
  total: quantile("total", "p95"),
  health,
  sampleWeekday: either(sample("weekday"), enumeration("weekday", weekdays, false)),
  samplePlan: either(sample("metadata.plan"), enumeration("metadata.plan", ["free", "paid"], true)),
  sampleKey: sample("key.id"),
  route: () => () => 'r.route === "main"',
  model: () => () => 'r.model === "other"',
};
