/** The facts that this runtime can read, by name. */
import type { FactName } from "../../schemas/facts.ts";
import { choices, endpoint, maxOutputTokens, model, route, stream } from "./asked.ts";
import { header, keyEnv, keyId, keyTags, keyTagsAsked, keyTeam, metadata } from "./caller.ts";
import { hour, localHour, localWeekday, weekday } from "./clock.ts";
import { images, inputTokens, messages, tools, turns } from "./counts.ts";
import { hasCode, textAsked, textMatches } from "./last-text.ts";
import {
  needsAudio,
  needsChoices,
  needsCustomTools,
  needsFunctions,
  needsJsonMode,
  needsJsonSchema,
  needsOtherForms,
  needsPdf,
  needsRare,
  needsReasoning,
  needsToolChoice,
  needsTools,
  needsVision,
} from "./needs.ts";
import { parameterReaders } from "./parameters.ts";
import type { FactReader } from "./reader.ts";
import { sampleOf } from "./sample.ts";
import { SENDS, sends } from "./sends.ts";
import { budgetLeft, budgetRatio, budgetSpent, health, type KeyedReader, latency } from "./state.ts";
import { type TextMethod, textMethods } from "./text-methods.ts";

type KeyedName = Extract<FactName, `${string}*${string}`>;

/** The text is no value of its own: a table asks what it includes. */
const readers: Readonly<Record<Exclude<FactName, KeyedName | "text">, FactReader>> = {
  route,
  model,
  endpoint,
  stream,
  inputTokens,
  maxOutputTokens,
  choices,
  ...parameterReaders,
  messages,
  turns,
  tools,
  images,
  "needs.tools": needsTools,
  "needs.vision": needsVision,
  "needs.audio": needsAudio,
  "needs.pdf": needsPdf,
  "needs.jsonSchema": needsJsonSchema,
  "needs.jsonMode": needsJsonMode,
  "needs.reasoning": needsReasoning,
  "needs.choices": needsChoices,
  "needs.customTools": needsCustomTools,
  "needs.toolChoice": needsToolChoice,
  "needs.functions": needsFunctions,
  "needs.otherForms": needsOtherForms,
  "needs.rare": needsRare,
  hasCode,
  "key.id": keyId,
  "key.team": keyTeam,
  "key.env": keyEnv,
  "key.tags": keyTags,
  hour,
  weekday,
  sample: {
    read(facts, by) {
      const value = readerOf(by)?.read(facts, "");
      return typeof value === "string" ? sampleOf(value) : undefined;
    },
  },
};

const ofState =
  (read: KeyedReader) =>
  (key: string): FactReader => ({ read: ({ request }) => read(request.state, key) });

/** The `*` is a budget, a tier, a target or a time zone. */
const keyedReaders: Readonly<Record<KeyedName, (key: string) => FactReader | undefined>> = {
  "local.*.hour": localHour,
  "local.*.weekday": localWeekday,
  "budget.*.left": ofState(budgetLeft),
  "budget.*.spent": ofState(budgetSpent),
  "budget.*.ratio": ofState(budgetRatio),
  "latency.*.firstToken.p50": ofState(latency("firstToken", "p50")),
  "latency.*.firstToken.p95": ofState(latency("firstToken", "p95")),
  "latency.*.total.p50": ofState(latency("total", "p50")),
  "latency.*.total.p95": ofState(latency("total", "p95")),
  "health.*": ofState(health),
};

const strings: readonly string[] = [
  ...["route", "model", "endpoint", "key.id", "key.team", "key.env", "weekday"],
  ...["parameters.reasoning_effort", "parameters.verbosity"],
];
const textForms = Object.keys(textMethods) as TextMethod[];

/** The names of the facts that a table may ask for of a request, metadata apart. */
export const factNames: readonly string[] = [
  ...Object.keys(readers),
  ...["text", "key.tags", ...strings].flatMap((fact) => textForms.map((method) => `${fact}.${method}`)),
  "text.matches",
];

/** What tables ask of the time in zones. */
export const zoneFeatures: readonly string[] = ["fact/local", ...textForms.map((method) => `fact/local.${method}`)];

/** What tables ask of the state of budgets and targets. */
export const stateFeatures: readonly string[] = ["fact/budget", "fact/health", "fact/latency"];

/**
 * The reader of a fact by the name that a table gives it, and the argument that the table asks it with, if any; nothing
 * when this runtime cannot read it.
 */
export function readerOf(fact: string, argument?: string): FactReader | undefined {
  if (Object.hasOwn(readers, fact)) return readers[fact as keyof typeof readers];
  if (fact === SENDS) return sends;
  const asked = textQuestion(fact, argument);
  if (asked) return asked;
  if (fact.startsWith("metadata.")) return metadata(fact.slice("metadata.".length));
  if (fact.startsWith("headers.")) return header(fact.slice("headers.".length));
  return keyedReader(fact);
}

/** A string fact is asked with a method only where there is an argument: metadata may be named like one. */
function textQuestion(fact: string, argument: string | undefined): FactReader | undefined {
  const [, of = "", method = ""] = /^(.+)\.(\w+)$/.exec(fact) ?? [];
  if (of === "text" && method === "matches") return textMatches(argument ?? "");
  if (!Object.hasOwn(textMethods, method)) return undefined;
  if (of === "text") return textAsked(method as TextMethod);
  if (of === "key.tags") return keyTagsAsked(method as TextMethod);
  if (argument === undefined || !isString(of)) return undefined;
  const { read } = readerOf(of) ?? {};
  if (!read) return undefined;
  const ask = textMethods[method as TextMethod];
  return {
    read(facts, text) {
      const value = read(facts, "");
      return typeof value === "string" && ask(value, text);
    },
  };
}

function isString(fact: string): boolean {
  return /^(?:metadata|headers)\./.test(fact) || strings.includes(fact) || /^local\..+\.weekday$/.test(fact);
}

function keyedReader(fact: string): FactReader | undefined {
  for (const [name, read] of Object.entries(keyedReaders)) {
    const [before = "", after = ""] = name.split("*");
    if (!fact.startsWith(before) || !fact.endsWith(after)) continue;
    const key = fact.slice(before.length, fact.length - after.length);
    if (key !== "") return read(key);
  }
  return undefined;
}
