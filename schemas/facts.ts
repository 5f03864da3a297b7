/**
 * The facts a policy may ask about. One line here, one reader in semantics/facts: that is a new fact.
 * `metadata.<name>` facts are declared by each policy and are not listed.
 */

import { chatParameters } from "./parameters/chat.ts";

/** What a number is counted or measured in. The first three are whole, the others any double. */
export type FactUnit = "tokens" | "count" | "hours" | "percent" | "ratio" | "usd" | "ms";

/** What a fact holds: how it may be compared, and how the table cuts it into cells. */
export type FactType =
  | { readonly kind: "boolean" }
  /** One of a closed list of values. */
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "string" }
  | { readonly kind: "number"; readonly unit: FactUnit }
  /** A set of strings, asked with `.includes(tag)`. */
  | { readonly kind: "tags" }
  /** The last user text, asked with its methods. */
  | { readonly kind: "text" };

/** What a `*` in a fact's name stands for. */
export type FactKey = "budget" | "tier-or-target" | "target" | "zone";

export interface FactSpec {
  readonly type: FactType;
  /** When a request lacks it, as the end of a sentence. A missing value compares false. Absent: it is always there. */
  readonly missing?: string;
  /** Work to read it: 0 is a field of the request, 1 grows with the body. Cheap facts are read first. */
  readonly cost: 0 | 1;
  /** One sentence for hover texts and the guide. */
  readonly about: string;
  /** A condition that asks for it, for the guide. */
  readonly example: string;
  /** Present where the name has a `*`. */
  readonly key?: FactKey;
  /** Asked with the name of a string fact, as in `sample("key.id")`. */
  readonly takes?: "fact";
}

/** What a client may say of how it is answered, by the name that chat completions give it. */
export type ParameterFact =
  | "parameters.temperature"
  | "parameters.top_p"
  | "parameters.presence_penalty"
  | "parameters.frequency_penalty"
  | "parameters.seed"
  | "parameters.top_logprobs"
  | "parameters.reasoning_effort"
  | "parameters.verbosity"
  | "parameters.logprobs"
  | "parameters.store";

export type FactName =
  | "route"
  | "model"
  | "endpoint"
  | "stream"
  | "inputTokens"
  | "maxOutputTokens"
  | "choices"
  | ParameterFact
  | "messages"
  | "turns"
  | "tools"
  | "images"
  | "needs.tools"
  | "needs.vision"
  | "needs.audio"
  | "needs.pdf"
  | "needs.jsonSchema"
  | "needs.jsonMode"
  | "needs.reasoning"
  | "needs.choices"
  | "needs.customTools"
  | "needs.toolChoice"
  | "needs.functions"
  | "needs.otherForms"
  | "needs.rare"
  | "hasCode"
  | "text"
  | "key.id"
  | "key.team"
  | "key.env"
  | "key.tags"
  | "hour"
  | "weekday"
  | "local.*.hour"
  | "local.*.weekday"
  | "sample"
  | "budget.*.left"
  | "budget.*.spent"
  | "budget.*.ratio"
  | "latency.*.firstToken.p50"
  | "latency.*.firstToken.p95"
  | "latency.*.total.p50"
  | "latency.*.total.p95"
  | "health.*";

const boolean: FactType = { kind: "boolean" };
const string: FactType = { kind: "string" };
const number = (unit: FactUnit): FactType => ({ kind: "number", unit });
const oneOf = (...values: string[]): FactType => ({ kind: "enum", values });

const weekdays = oneOf("mon", "tue", "wed", "thu", "fri", "sat", "sun");
const unknownBudget = "when the state of the budget is not known";
const unmeasured = "until something was measured";
const unsaid = "when the body does not say";
const wordsOf = (name: "reasoning_effort" | "verbosity"): FactType => {
  const { type } = chatParameters[name];
  return oneOf(...(type.kind === "word" ? type.of : []));
};
const need = (name: string, about: string): FactSpec => ({ type: boolean, cost: 0, about, example: `r.needs.${name}` });
const latency = (path: string, about: string): FactSpec => ({
  type: number("ms"),
  missing: unmeasured,
  cost: 0,
  about,
  example: `r.latency.standard.${path} > ms(1_500)`,
  key: "tier-or-target",
});

// biome-ignore format: a fact per line
export const facts: Readonly<Record<FactName, FactSpec>> = {
  route: { type: string, cost: 0, about: "The route that the request was sent to.", example: 'r.route === "chat"' },
  model: { type: string, cost: 0, about: "The `model` that the client asked for, as written.", example: 'r.model.startsWith("chat-")' },
  endpoint: { type: oneOf("chat", "messages", "responses", "embeddings"), cost: 0, about: "The endpoint that was called: what the client speaks.", example: 'r.endpoint === "chat"' },
  stream: { type: boolean, cost: 0, about: "The client wants the answer as a stream.", example: "r.stream" },
  inputTokens: { type: number("tokens"), cost: 1, about: "Estimated tokens of everything that is sent: messages, tools, images.", example: "r.inputTokens > 32_000" },
  maxOutputTokens: { type: number("tokens"), missing: "when the body does not say", cost: 0, about: "The most tokens that the client lets the model write.", example: "r.maxOutputTokens !== undefined && r.maxOutputTokens > 8_000" },
  choices: { type: number("count"), cost: 0, about: "Answers that the client asks for (`n`): 1 unless it says otherwise, at most 128.", example: "r.choices > 1" },
  "parameters.temperature": { type: number("ratio"), missing: unsaid, cost: 0, about: "How freely the model is to choose, 0 to 2.", example: "r.parameters.temperature !== undefined && r.parameters.temperature > 1" },
  "parameters.top_p": { type: number("ratio"), missing: unsaid, cost: 0, about: "The share of the likeliest tokens, 0 to 1.", example: "r.parameters.top_p !== undefined && r.parameters.top_p < 0.5" },
  "parameters.presence_penalty": { type: number("ratio"), missing: unsaid, cost: 0, about: "Against words that were said before, -2 to 2.", example: "r.parameters.presence_penalty !== undefined && r.parameters.presence_penalty > 0" },
  "parameters.frequency_penalty": { type: number("ratio"), missing: unsaid, cost: 0, about: "Against words that were said often, -2 to 2.", example: "r.parameters.frequency_penalty !== undefined && r.parameters.frequency_penalty > 0" },
  "parameters.seed": { type: number("count"), missing: unsaid, cost: 0, about: "What makes an answer repeatable.", example: "r.parameters.seed !== undefined" },
  "parameters.top_logprobs": { type: number("count"), missing: unsaid, cost: 0, about: "How many other tokens are to be named, 0 to 20.", example: "r.parameters.top_logprobs !== undefined && r.parameters.top_logprobs > 5" },
  "parameters.reasoning_effort": { type: wordsOf("reasoning_effort"), missing: unsaid, cost: 0, about: "How much the model is to think.", example: 'r.parameters.reasoning_effort === "high"' },
  "parameters.verbosity": { type: wordsOf("verbosity"), missing: unsaid, cost: 0, about: "How much is to be said.", example: 'r.parameters.verbosity === "high"' },
  "parameters.logprobs": { type: boolean, cost: 0, about: "The answer is to say how likely its tokens were.", example: "r.parameters.logprobs" },
  "parameters.store": { type: boolean, cost: 0, about: "The provider is asked to keep the answer.", example: "r.parameters.store" },
  messages: { type: number("count"), cost: 0, about: "Messages in the request.", example: "r.messages > 20" },
  turns: { type: number("count"), cost: 0, about: "Messages by the user.", example: "r.turns === 1" },
  tools: { type: number("count"), cost: 0, about: "Tools that the model may call.", example: "r.tools > 0" },
  images: { type: number("count"), cost: 0, about: "Images in the messages.", example: "r.images >= 4" },
  "needs.tools": need("tools", "Tools are offered, or the history has tool calls."),
  "needs.vision": need("vision", "A message has an image."),
  "needs.audio": need("audio", "A message has audio, or the answer must."),
  "needs.pdf": need("pdf", "A message has a file."),
  "needs.jsonSchema": need("jsonSchema", "The answer must follow a JSON Schema."),
  "needs.jsonMode": need("jsonMode", "The answer must be JSON."),
  "needs.reasoning": need("reasoning", "A reasoning effort is asked for."),
  "needs.choices": need("choices", "More than one answer is asked for, by `n`."),
  "needs.customTools": need("customTools", "A tool, or a call in the history, is of another kind than a function."),
  "needs.toolChoice": need("toolChoice", "`tool_choice` names a custom tool, or a list of tools that are allowed."),
  "needs.functions": need("functions", "The older `functions` are offered, or the history has calls of them."),
  "needs.otherForms": need("otherForms", "Content has a form that few APIs take: an image that is neither at an https: address nor a JPEG, PNG, GIF or WebP, a part that its role usually has not, an answer that was spoken, a call without its result."),
  "needs.rare": need("rare", "Any of the five before: what few APIs can say."),
  hasCode: { type: boolean, cost: 1, about: "The last user text has a fenced code block.", example: "r.hasCode" },
  text: { type: { kind: "text" }, cost: 1, about: "The last user text; empty when there is none.", example: 'r.text.includes("refund") || r.text.matches(/\\bTICKET-\\d{1,8}\\b/i)' },
  "key.id": { type: string, cost: 0, about: "The id of the caller's key.", example: 'r.key.id === "support-bot"' },
  "key.team": { type: string, missing: "when the key has none", cost: 0, about: "The team of the caller's key.", example: 'r.key.team === "support"' },
  "key.env": { type: string, missing: "when the key has none", cost: 0, about: "The environment of the caller's key.", example: 'r.key.env !== "production"' },
  "key.tags": { type: { kind: "tags" }, cost: 0, about: "The tags of the caller's key.", example: 'r.key.tags.includes("beta")' },
  hour: { type: number("hours"), cost: 0, about: "The hour of the day, 0 to 23, UTC.", example: "r.hour >= 8 && r.hour < 18" },
  weekday: { type: weekdays, cost: 0, about: "The day of the week, UTC.", example: '["sat", "sun"].includes(r.weekday)' },
  "local.*.hour": { type: number("hours"), cost: 0, about: "The hour of the day in a time zone, 0 to 23.", example: 'r.local("Europe/Berlin").hour >= 8 && r.local("Europe/Berlin").hour < 18', key: "zone" },
  "local.*.weekday": { type: weekdays, cost: 0, about: "The day of the week in a time zone.", example: '["sat", "sun"].includes(r.local("Europe/Berlin").weekday)', key: "zone" },
  sample: { type: number("percent"), missing: "when the fact that it samples by is missing", cost: 0, about: "A number from 0 up to 100, always the same for the same value of the fact that it is asked with.", example: 'r.sample("key.id") < 10', takes: "fact" },
  "budget.*.left": { type: number("usd"), missing: unknownBudget, cost: 0, about: "What is left of the budget that the request would spend from.", example: "r.budget.team.left < usd(5)", key: "budget" },
  "budget.*.spent": { type: number("usd"), missing: unknownBudget, cost: 0, about: "What was spent of it.", example: "r.budget.team.spent >= usd(400)", key: "budget" },
  "budget.*.ratio": { type: number("ratio"), missing: unknownBudget, cost: 0, about: "What was spent over the limit: 0 to 1, and beyond when it is overspent.", example: "r.budget.team.ratio > 0.8", key: "budget" },
  "latency.*.firstToken.p50": latency("firstToken.p50", "Median time to the first token lately, of a tier or a target."),
  "latency.*.firstToken.p95": latency("firstToken.p95", "Time to the first token lately that 95 % of the answers met."),
  "latency.*.total.p50": latency("total.p50", "Median time to the end of an answer lately."),
  "latency.*.total.p95": latency("total.p95", "Time to the end of an answer lately that 95 % of the answers met."),
  "health.*": { type: oneOf("up", "degraded", "down"), missing: "until something is known", cost: 0, about: "How a target is doing.", example: 'r.health["provider/model"] === "down"', key: "target" },
};

/** The most answers that a request may ask for. */
export const MOST_CHOICES = 128;

const whole: readonly FactUnit[] = ["tokens", "count", "hours"];

/** Counted in whole numbers. */
export function isWholeUnit(unit: FactUnit): boolean {
  return whole.includes(unit);
}
