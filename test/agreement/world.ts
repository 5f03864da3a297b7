/**
 * The values that one random policy and its requests share, few and close together, so that requests fall on the
 * policy's boundaries and next to them.
 */
import { readContent } from "../../semantics/facts/content.ts";
import { inputTokensOf } from "../../semantics/tokens/input-tokens.ts";
import type { Random } from "./random.ts";

export interface World {
  /** Chat bodies without parameters. */
  bodies: Record<string, unknown>[];
  /** By number fact, values that requests have or nearly have. */
  numbers: Record<string, number[]>;
  /** The policy has a budget; then all of its targets have a price. */
  hasBudget: boolean;
}

export const routeNames: readonly string[] = ["main", "side-route"];

/** By string fact, the values that requests may have. Conditions mention all but the last. */
export const strings: Readonly<Record<string, readonly string[]>> = {
  route: [...routeNames, "elsewhere"],
  model: [...routeNames, "elsewhere"],
  endpoint: ["chat"],
  weekday: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  "key.id": ["key-1", "key-2", "key-3"],
  "key.team": ["red", "green", "constructor", "blue"],
  "key.env": ["production", "", "test"],
  "metadata.priority": ["low", "normal", "high"],
  "metadata.customer": ["acme", "Acme", "ünï ☃", "other"],
};

/** What the policies declare; `priority` may be sent with other values too. */
export const metadata: Readonly<Record<string, readonly string[] | "string">> = {
  priority: strings["metadata.priority"]!,
  customer: "string",
};

/** String facts that a request may lack. */
export const optional: readonly string[] = ["key.team", "key.env", "metadata.priority", "metadata.customer"];

/** What conditions may ask of string facts, closed lists included. */
export const textMethods: readonly string[] = ["includes", "startsWith", "endsWith"];

/** By fact that needs state: values that states have, next to which conditions ask. */
export const stateNumbers: Readonly<Record<string, { spelled: string; unit: string; values: readonly number[] }>> = {
  "budget.team.left": { spelled: "r.budget.team.left", unit: "usd", values: [0, 0.1, 4.999999999999999, 5, 400] },
  "budget.team.spent": { spelled: "r.budget.team.spent", unit: "usd", values: [0, 0.1, 0.30000000000000004, 500] },
  "budget.team.ratio": { spelled: 'r["budget"].team.ratio', unit: "", values: [0, 0.2, 0.8, 1, 1.1] },
  "latency.alpha/small.firstToken.p95": {
    spelled: 'r.latency["alpha/small"].firstToken.p95',
    unit: "ms",
    values: [0, 250.5, 1_500],
  },
  "latency.beta/huge.total.p50": { spelled: 'r.latency["beta/huge"].total.p50', unit: "ms", values: [5e-324, 1e-9, 3] },
};

export const healthTargets: readonly string[] = ["alpha/small", "beta/huge"];

export const patterns: readonly RegExp[] = [/refunds?/i, /\bfund\b/, /^hello/, /\d{3,5}/, /vu$/, /d.j[àa]/iu, /^```/m];

export const tags: readonly string[] = ["beta", "vip", "internal"];

/** Of these tags, of others, and of all. */
export const tagBeginnings: readonly string[] = ["be", "beta", "in", "x", ""];

/** By parameter, values that conditions ask about. */
export const parameterValues: Readonly<Record<string, readonly (number | string)[]>> = {
  temperature: [0, 0.7, 1, 2],
  top_p: [0, 0.1, 1],
  seed: [0, 7, 8],
  reasoning_effort: ["none", "low", "high"],
  verbosity: ["low", "high"],
};

/** In each of them the clocks of some zone change. */
export const weeks: readonly string[] = [
  "2026-01-01",
  "2026-03-06",
  "2026-03-27",
  "2026-04-03",
  "2026-10-02",
  "2026-10-23",
];

export const texts: readonly string[] = ["refund", "fund", "Refund", "", "```", "déjà", "\n"];

export const flags: readonly string[] = [
  "stream",
  "hasCode",
  "needs.tools",
  "needs.vision",
  "needs.audio",
  "needs.pdf",
  "needs.jsonSchema",
  "needs.jsonMode",
  "needs.reasoning",
  "needs.choices",
  "needs.customTools",
  "needs.toolChoice",
  "needs.functions",
  "needs.otherForms",
  "needs.rare",
  "parameters.logprobs",
  "parameters.store",
];

export function randomWorld(random: Random): World {
  const bodies = random.list(4, () => randomBody(random));
  const contents = bodies.map(readContent);
  const around = (values: number[]): number[] => values.flatMap((value) => [value - 1, value, value + 1, value + 0.5]);
  return {
    bodies,
    hasBudget: random.once(2),
    numbers: {
      inputTokens: around(bodies.map((body) => inputTokensOf(body).expected)),
      messages: around(contents.map(({ messages }) => messages)),
      turns: around(contents.map(({ turns }) => turns)),
      images: around(contents.map(({ images }) => images)),
      tools: [-1, 0, 1, 1.5, 2, 3],
      maxOutputTokens: around([0, 256, 4096]),
      choices: around([1, 2, 128]),
      hour: around([0, 9, 23]),
    },
  };
}

function randomBody(random: Random): Record<string, unknown> {
  const messages = random.list(random.integer(5), () => randomMessage(random));
  const tools = random.list(random.integer(3), (i) => ({ type: "function", function: { name: `tool-${i}` } }));
  return { messages, ...(random.once(2) ? { tools } : {}) };
}

function randomMessage(random: Random): unknown {
  const role = random.pick(["user", "user", "user", "assistant", "system", "tool"]);
  const calls = random.once(6) ? [{ id: "1", type: "function", function: { name: "look", arguments: "{}" } }] : [];
  const content = random.once(2) ? randomText(random) : random.list(random.integer(4), () => randomPart(random));
  return { role, content, ...(calls.length > 0 ? { tool_calls: calls } : {}) };
}

function randomPart(random: Random): unknown {
  const text = { type: "text", text: randomText(random) };
  const image = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } };
  return random.pick([text, text, text, image, { type: "input_audio" }, { type: "file" }, null, { type: "text" }]);
}

function randomText(random: Random): string {
  const words = ["hello", "refunds", "I refund you", "fund", "```js\n1\n```", "Déjà vu déjà", "12345", "你好"];
  return random.list(random.integer(4), () => random.pick(words)).join(" ");
}
