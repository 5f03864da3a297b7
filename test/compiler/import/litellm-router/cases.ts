/** Configurations in which the order of attempts is no matter of chance, and the failures under which it is looked at. */
import type { Fault } from "./deployments.ts";

export interface RouterCase {
  readonly name: string;
  /** `$name` stands for a deployment of that name. */
  readonly config: string;
  readonly model: string;
  readonly faults: Readonly<Record<string, readonly (Fault | "ok")[]>>;
  /** What the import must say where the order is another one. */
  readonly said?: RegExp;
}

const group = (name: string, models: readonly string[], params = "") =>
  models.map((model) => `  - { model_name: ${name}, litellm_params: { $${model}${params} }, $info }`).join("\n");

const chain = (settings: string) =>
  `model_list:\n${["a", "b", "c"].map((name) => group(name, [name])).join("\n")}\nlitellm_settings: { drop_params: true }\nrouter_settings: { ${settings} }\n`;

const each: readonly Fault[] = [400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, "cut", "content", "context"];

/** Nothing is asked again in these, so that what is seen is where a failure leads. */
const once = "num_retries: 0, fallbacks: [{ a: [b, c] }]";

export const routerCases: readonly RouterCase[] = [
  { name: "nothing fails", config: chain(once), model: "a", faults: {} },
  ...each.map((fault) => ({ name: `${fault} goes on`, config: chain(once), model: "a", faults: { a: [fault] } })),
  ...each.map((fault) => ({
    name: `two fail, ${fault}`,
    config: chain(once),
    model: "a",
    faults: { a: [fault], b: [503] },
  })),
  { name: "all fail", config: chain(once), model: "a", faults: { a: [500], b: [500], c: [500] } },
  { name: "nobody answers in time", config: chain(`${once}, timeout: 1`), model: "a", faults: { a: ["silent"] } },
  {
    name: "a fallback has its own",
    config: chain("num_retries: 0, fallbacks: [{ a: [b] }, { b: [c] }]"),
    model: "a",
    faults: { a: [500], b: [500] },
  },
  { name: "one without fallbacks", config: chain(once), model: "b", faults: { b: [500] } },
  {
    name: "fallbacks of every group",
    config: chain("num_retries: 0, default_fallbacks: [c]"),
    model: "b",
    faults: { b: [500] },
  },
  {
    name: "fallbacks of `*`",
    config: chain('num_retries: 0, fallbacks: [{ "*": [c] }]'),
    model: "b",
    faults: { b: [500] },
  },
  { name: "an alias", config: chain(`${once}, model_group_alias: { other: b }`), model: "other", faults: {} },
  {
    name: "refusals have fallbacks of their own",
    config: chain("num_retries: 0, fallbacks: [{ a: [b] }], content_policy_fallbacks: [{ a: [c] }]"),
    model: "a",
    faults: { a: ["content"] },
  },
  {
    name: "other failures do not go there",
    config: chain("num_retries: 0, fallbacks: [{ a: [b] }], content_policy_fallbacks: [{ a: [c] }]"),
    model: "a",
    faults: { a: [500] },
  },
  {
    name: "refusals without fallbacks of their own",
    config: chain("num_retries: 0, fallbacks: [{ a: [b] }], content_policy_fallbacks: [{ b: [c] }]"),
    model: "a",
    faults: { a: ["content"] },
  },
  { name: "the same again, once", config: chain("num_retries: 1"), model: "a", faults: { a: [500, "ok"] } },
  { name: "the same again, twice", config: chain("num_retries: 2"), model: "a", faults: { a: [503, 500, "ok"] } },
  { name: "no more than said", config: chain("num_retries: 2"), model: "a", faults: { a: [500] } },
  { name: "never again", config: chain("num_retries: 0"), model: "a", faults: { a: [500, "ok"] } },
  { name: "what cannot pass is not asked again", config: chain("num_retries: 2"), model: "a", faults: { a: [400] } },
  {
    name: "retries before fallbacks",
    config: chain("num_retries: 1, fallbacks: [{ a: [b] }]"),
    model: "a",
    faults: { a: [500], b: [500, "ok"] },
    said: /asked once here, then again|all of a chain are asked once/i,
  },
  {
    name: "an order in a group",
    config: `model_list:\n${group("g", ["a"], ", order: 1")}\n${group("g", ["b"], ", order: 2")}\nrouter_settings: { num_retries: 0 }\n`,
    model: "g",
    faults: {},
  },
];
