/** Policies about one thing each, where a proof and the wire came apart before. */
import type { Random } from "../../../agreement/random.ts";
import { bulkTricks } from "../client/bulk-tricks.ts";
import { chatBulkTricks } from "../client/chat/bulk-tricks.ts";
import { type SpokenDialect, upstreamDialects } from "../upstream/dialects/upstream-dialects.ts";
import type { Claim, Predicate } from "./claims.ts";
import { manyTools, personal, plain, spoken, worded } from "./conditions.ts";
import type { WireRoute } from "./policy.ts";
import type { Price } from "./random-price.ts";
import { settingThemes } from "./setting-themes.ts";
import type { Strategy } from "./strategy.ts";
import { capableModel, embedders, embeddingModel, providers, type WireModel } from "./world.ts";

export interface Themed {
  readonly models: readonly WireModel[];
  readonly routes: readonly WireRoute[];
  readonly claims: readonly Claim[];
  readonly tricks?: readonly string[];
}

export type Theme = (random: Random, now: Date) => Themed;

const EUROPE: Predicate = { kind: "law", of: ["DE", "FR"] };
const european = ["birch", "fir", "hazel", "cedar"];
const american = ["alder", "elm"];

const chain = (models: readonly WireModel[]): Strategy => ({ kind: "chain", of: models.map(({ id }) => id) });
const one = (ids: readonly string[], own: Partial<WireModel> = {}) => ids.map((id) => capableModel(id, 0, own));

function route(otherwise: Strategy, own: Partial<WireRoute> = {}): WireRoute {
  return { name: "main", rules: [], otherwise, max: { inputTokens: 3_000, outputTokens: 200, choices: 2 }, ...own };
}

const survives = (own: Partial<Claim> = {}): Claim =>
  ({ name: "one may fail", kind: "survives", group: "providers", count: 1, ...own }) as Claim;

const twice: readonly Claim[] = [survives({ when: plain, name: "one may fail plain requests" }), survives()];

const costs = (near: number): Claim[] =>
  [0.05, 0.3, 0.7, 1, 1.5, 2, 3, 5].map((step, i) => ({
    name: `cost ${i}`,
    kind: "every",
    predicate: { kind: "cost", most: Number((near * step).toPrecision(3)), hard: false },
  }));

/** Of texts alone: what images and files count at most is far more than that. */
const texts: Claim["when"] = {
  text: "!r.needs.audio && !r.needs.pdf && !r.needs.vision",
  holds: ({ needs }) => needs.length === 0,
};

const sums = (near: number): Claim[] =>
  [0.7, 1, 1.2, 1.5, 2, 2.4, 3, 4, 4.8, 6, 7.2, 9].map((step, i) => ({
    name: `sum ${i}`,
    when: texts,
    kind: "spends",
    most: Number((near * step).toPrecision(3)),
  }));

const SCHEMA = { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } };

/** Requests of one kind stay in Europe, the others do not. */
function divided(random: Random, when: Claim["when"], max: WireRoute["max"]): Themed {
  const [inside, outside] = [one(european.filter(() => !random.once(3))), one(american)];
  const safe = inside.length > 0 ? inside : one(["fir"]);
  const rules = when ? [{ when, use: chain(safe) }] : [];
  const claim: Claim = { name: "they stay", ...(when && { when }), kind: "every", predicate: EUROPE };
  return { models: [...safe, ...outside], routes: [route(chain(outside), { rules, max })], claims: [claim] };
}

const dear = [
  "many answers",
  "large limit",
  "service tier",
  "spoken answer",
  "odd text",
  "long cache",
  "large functions",
];

/** One target, whose costs are asked for. */
function priced(
  random: Random,
  price: Price,
  own: Partial<WireModel>,
  max: WireRoute["max"],
  ids: readonly string[] = ["alder", "birch", "cedar", "elm"],
): Themed {
  const speaks = price.inputAudio !== undefined;
  const caps = { ...capableModel("alder", 0, {}).caps, audioIn: speaks, audioOut: speaks };
  const model = capableModel(random.pick(ids), 0, { price, caps, ...own });
  const most = { choices: random.pick([1, 4]), ...max };
  const output = Math.min(max.outputTokens ?? model.context, model.maxOutput ?? model.context);
  const answers = most.choices * output * (price.output ?? 0);
  const near = ((max.inputTokens ?? model.context) * (price.input ?? 0) + answers) / 1e6;
  return {
    models: [model],
    routes: [route(model.id, { max: most })],
    claims: costs(near),
    tricks: dear,
  };
}

const classes = [
  ...["rate-limited", "overloaded", "server-error", "connect", "timeout-first-token", "timeout-attempt"],
  ...["quota", "auth", "not-found", "malformed", "truncated"],
];

/** One target of that dialect, with everything that its usage may tell apart in the price. */
function spokenBy(dialect: SpokenDialect): Theme {
  const ids = providers.flatMap((of) => (of.dialect === dialect ? [of.id] : []));
  const price = { input: 1, output: 4, cacheRead: 0.1, cacheWrite: 2, cacheWrite1h: 6, reasoning: 12 };
  return (random) => {
    const max = { inputTokens: 1_000, outputTokens: 400, choices: random.pick([4, 128]) };
    const themed = priced(random, price, {}, max, ids);
    return { ...themed, tricks: ["many answers", "large limit", "long cache", "a long cache", "settings of the chat"] };
  };
}

export const themes: Readonly<Record<string, Theme>> = {
  ...settingThemes,
  ...Object.fromEntries(
    (Object.keys(upstreamDialects) as SpokenDialect[]).map((name) => [`the dialect ${name}`, spokenBy(name)]),
  ),
  "vectors of texts": (random) => {
    const of = random.list(2, () => random.pick(embedders)).filter((one, i, all) => all.indexOf(one) === i);
    const models = of.map((one) => embeddingModel(one, { input: 2 }));
    const max = { inputTokens: random.pick([200, 3_000]) };
    const vectors = route(chain(models), { name: "vectors", operation: "embeddings", max });
    return { models, routes: [vectors], claims: [...costs((2 * max.inputTokens) / 1e6), ...twice] };
  },
  "who is called": (random) => {
    const endpoint = random.pick(["chat", "messages", "responses"] as const);
    const called: Claim["when"] = {
      text: `r.endpoint === "${endpoint}"`,
      holds: (asked) => asked.endpoint === endpoint,
    };
    return divided(random, called, { inputTokens: 1_000 });
  },
  "a word in the text": (random) => ({
    ...divided(random, random.pick(worded), random.once(2) ? {} : { inputTokens: 3_000 }),
    tricks: ["word after blanks", "two messages", "two in a message", "other case"],
  }),
  "what callers say": (random) => ({
    ...divided(random, personal, { inputTokens: 1_000 }),
    tricks: ["two values", "undeclared value"],
  }),
  "the model's own limit": (random) =>
    priced(random, { input: 1, output: 8 }, { maxOutput: 1_000 }, { inputTokens: random.pick([500, 2_000]) }),
  "many answers": (random) => {
    const max = { inputTokens: 1_000, outputTokens: 100, choices: random.pick([2, 128]) };
    return { ...priced(random, { input: 1, output: 2 }, {}, max), tricks: ["many answers"] };
  },
  "other rates": (random) => {
    const dearer = random.pick<Price>([
      { reasoning: 30 },
      { inputAudio: 40, outputAudio: 64 },
      { cacheWrite: 2, cacheWrite1h: 6 },
    ]);
    return priced(random, { input: 1, output: 4, ...dearer }, {}, { inputTokens: 1_000, outputTokens: 400 });
  },
  "a tier": (random) => {
    const price = { input: 1, output: 2, tiers: [{ above: 320, input: 5, output: 10 }] };
    return priced(random, price, {}, { inputTokens: random.pick([280, 300, 320]), outputTokens: 100 });
  },
  "a peak over midnight": (random, now) => {
    const from = String((now.getUTCHours() + 23) % 24).padStart(2, "0");
    const to = String((now.getUTCHours() + 22) % 24).padStart(2, "0");
    const offPeak = { input: 0.5, output: 1, peakHoursUtc: [`Mon-Sun ${from}:00-${to}:00`] };
    return priced(random, { input: 4, output: 16, offPeak }, {}, { inputTokens: 1_000, outputTokens: 200 });
  },
  "service tiers": (random) => {
    const listed = { serviceTiers: { priority: { input: 3, output: 12 }, fast: { input: 6, output: 24 } } };
    const price = { input: 1, output: 4, ...(random.once(2) ? listed : {}) };
    return priced(random, price, {}, { inputTokens: 1_000, outputTokens: 200 });
  },
  "much text": (random) => {
    const models = one(random.once(3) ? ["elm"] : ["alder", "hazel"]);
    const max = { inputTokens: random.pick([1_000, 3_000]), outputTokens: 100, choices: 2 };
    const claims = [survives({ when: plain }), ...costs((max.inputTokens + 800) / 1e6)];
    return {
      models,
      routes: [route(chain(models), { max })],
      claims,
      // Few parts get past the other checks.
      tricks: [...Object.keys({ ...bulkTricks, ...chatBulkTricks }), ...Array(8).fill("large unknown part")],
    };
  },
  "all that is paid": (random) => {
    const ids = random.pick([["alder"], ["alder", "birch"], ["elm", "hazel", "birch"]]);
    const all = one(ids, { price: { input: 1, output: 8 } });
    // One that cannot do what every request is made to ask for is never tried, and nobody pays for it.
    const isAsked = random.once(3);
    const models = isAsked ? [...all, capableModel("fir", 0, { caps: { ...all[0]!.caps, jsonSchema: false } })] : all;
    const set = isAsked && { set: { response_format: SCHEMA } };
    const kind = random.pick(["chain", "balance", "fastest", "cheapest"] as const);
    const max = { inputTokens: random.pick([400, 1_000]), outputTokens: 2_000, choices: 1 };
    const otherwise = { kind, of: models.map(({ id }) => id) };
    const claims = sums((max.inputTokens * 12 + 16_000) / 1e6);
    return { models, routes: [route(otherwise, { max, ...set })], claims };
  },
  "large additions": (random) => {
    const themed = priced(random, { input: 2, output: 2 }, {}, { inputTokens: 500, outputTokens: 50 });
    const properties = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`a_long_name_${i}`, { type: "string" }]),
    );
    const schema = { type: "json_schema", json_schema: { name: "x", schema: { type: "object", properties } } };
    return { ...themed, routes: themed.routes.map((of) => ({ ...of, set: { response_format: schema } })) };
  },
  "few failures go on": (random) => {
    const models = one(
      random.pick([
        ["alder", "birch"],
        ["birch", "fir", "hazel"],
      ]),
    );
    const fallbackOn = random.once(2) ? classes : classes.filter(() => !random.once(6));
    return { models, routes: [route(chain(models), { fallbackOn })], claims: twice };
  },
  "none goes on": (random) => {
    const models = one(["alder", "hazel"]);
    const kind = random.pick(["fastest", "balance", "cheapest", "chain"] as const);
    const otherwise = { kind, of: models.map(({ id }) => id) };
    const claim: Claim = { name: "France is there", kind: "some", predicate: { kind: "law", of: ["FR"] } };
    return { models, routes: [route(otherwise, { fallbackOn: [] })], claims: [claim, survives({ when: plain })] };
  },
  "seven sides": (random) => {
    const models = one(["alder", "birch", "cedar", "dogwood", "elm", "fir", "hazel"]);
    const split = {
      kind: "split",
      weights: Object.fromEntries(models.map(({ id }) => [id, 10])),
      by: "metadata.customer",
    };
    const some: Claim = { name: "one is in Europe", kind: "some", predicate: EUROPE };
    const otherwise = random.once(2)
      ? (split as Strategy)
      : { kind: "chain" as const, of: [split as Strategy, "fir/m0"] };
    const others = models.map(({ id }) => id).filter((id) => id !== random.pick(models).id);
    const spared: Claim = { name: "one gets nothing", kind: "every", predicate: { kind: "id", of: others } };
    return { models, routes: [route(otherwise)], claims: [some, spared, ...twice] };
  },
  "what a dialect cannot say": (random) => {
    const models = one(random.once(2) ? ["alder", "cedar"] : ["cedar", "alder", "elm"]);
    const rules = [{ when: spoken, use: chain(models) }];
    const claims = [survives({ when: spoken, name: "speech survives" } as Partial<Claim>), survives()];
    return { models, routes: [route(chain(models), { rules })], claims };
  },
  "one account": (random) => {
    const models = one(random.once(3) ? ["alder", "gorse"] : ["gorse", "alder", "birch"]);
    return {
      models,
      routes: [route(chain(models))],
      claims: [...twice, survives({ name: "two may fail", count: 2 } as Partial<Claim>)],
    };
  },
  "small windows": (random) => {
    const large = capableModel("alder", 0, { context: 131_072 });
    // Beside 400 or 3,000 of output, two have room for hardly any input.
    const context = random.pick([430, 1_200, 3_030, 4_100]);
    const small = capableModel("birch", 0, { context, ...(random.once(2) && { maxOutput: 400 }) });
    const kind = random.pick(["chain", "balance", "fastest"] as const);
    const max = { inputTokens: 1_000, outputTokens: random.pick([100, 400, 3_000]) };
    const claims = [survives({ when: plain })];
    const tricks = ["odd text", "large tool calls", "large name"];
    return { models: [large, small], routes: [route({ kind, of: [large.id, small.id] }, { max })], claims, tricks };
  },
  "many small tools": (random) => {
    const models = one(["alder", "birch"]);
    const rules = [{ when: manyTools, use: random.pick(models).id }];
    const max = { inputTokens: 8_000, outputTokens: 200 };
    return { models, routes: [route(models[0]!.id, { rules, max })], claims: [], tricks: ["small tools"] };
  },
  "what is not served": (random) => {
    const models = one(["alder", "birch"]);
    const more = random.pick(["cache: { exact: true }", "cache: { normalised: true }", "record: true"]);
    return { models, routes: [route(chain(models), { more })], claims: [] };
  },
  "a long chain": () => {
    const ids = ["alder", "birch", "dogwood", "fir", "gorse", "hazel", "elm"];
    const models = ids.flatMap((id) => [capableModel(id, 0, {}), capableModel(id, 1, {})]);
    const claims = [
      survives({ group: "targets" } as Partial<Claim>),
      survives({ when: plain, name: "plain" } as Partial<Claim>),
    ];
    return { models, routes: [route(chain(models), { deadline: 20_000 })], claims };
  },
};
