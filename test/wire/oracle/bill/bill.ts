/** What a provider makes of a body that it got, and what it asks for it: by the dearest of the readings. */
import { Random } from "../../../agreement/random.ts";
import type { WireModel } from "../policy/world.ts";
import { type Counted, countInput } from "./count-input.ts";
import type { Tokenizer } from "./count-tokens.ts";
import { billOf, type Used } from "./price-of.ts";
import { type Json, readAs, readings, twins } from "./read-json.ts";

export interface Bill {
  readonly used: Used;
  readonly answers: number;
  /** Tokens that each answer may have. */
  readonly limit: number;
  /** USD. */
  readonly cost: number;
  readonly counted: Counted;
}

type Fields = Readonly<Record<string, unknown>>;

/** Under these a provider or a box before it may take an output limit. */
export const limitNames: readonly string[] = [
  ...["max_tokens", "max_completion_tokens", "max_output_tokens", "maxoutputtokens", "maxtokens"],
  ...["max_new_tokens", "max_length", "num_predict", "n_predict", "max_gen_len", "maxcompletiontokens"],
];

export interface Question {
  readonly model: WireModel;
  readonly body: Json;
  readonly at: Date;
  /** Repeats what the model writes. */
  readonly seed: number;
}

/** The dearest; how much the model writes is the same in all. */
export function dearestBill(question: Question): Bill {
  const { body, seed } = question;
  const ways = twins(body).length > 0 ? readings : readings.slice(0, 1);
  const bills = ways.map((reading) => billFor(question, readAs(body, reading) as Fields, new Random(seed)));
  return bills.reduce((most, bill) => (bill.cost > most.cost ? bill : most));
}

function billFor({ model, at }: Question, body: Fields, random: Random): Bill {
  const counted = countInput(body, tokenizerOf(model));
  const answers = model.provider.dialect === "openai" ? wholeOf(body.n, 1) : 1;
  const limit = limitOf(model, body, counted.tokens + counted.audio);
  const used = usage(random, model, body, { counted, answers, limit });
  return { used, answers, limit, counted, cost: billOf(model.price, used, at, body.service_tier) };
}

function tokenizerOf({ provider }: WireModel): Tokenizer {
  if (provider.dialect === "anthropic") return "claude";
  return provider.id < "d" ? "o200k" : "cl100k";
}

/** The largest, under whatever name. */
function limitOf({ maxOutput, context }: WireModel, body: Fields, input: number): number {
  const given = Object.entries(body).filter(([name]) => limitNames.includes(name.toLowerCase()));
  const limits = given.map(([, value]) => wholeOf(value, 0)).filter((value) => value > 0);
  return limits.length > 0 ? Math.max(...limits) : (maxOutput ?? Math.max(1, context - input));
}

interface Written {
  readonly counted: Counted;
  readonly answers: number;
  readonly limit: number;
}

/** Often all that it may write; a part may be thought or spoken, and a part of what is read may go to a cache. */
function usage(random: Random, { price, provider }: WireModel, body: Fields, written: Written): Used {
  const { counted, answers, limit } = written;
  const each = random.once(2) ? limit : 1 + random.integer(Math.min(limit, 300));
  const output = answers * each;
  const speaks = Array.isArray(body.modalities) && body.modalities.includes("audio");
  const share = random.pick([0, 0.5, 0.9]);
  const cached = Math.floor(counted.tokens * share);
  const writes = price.cacheWrite !== undefined && random.once(2);
  const reads = !writes && price.cacheRead !== undefined && random.once(2);
  const isLong = provider.dialect === "anthropic" && JSON.stringify(body).includes('"ttl":"1h"');
  return {
    input: counted.tokens + counted.audio,
    inputAudio: counted.audio,
    cacheRead: reads ? cached : 0,
    cacheWrite: writes && !isLong ? cached : 0,
    cacheWrite1h: writes && isLong ? cached : 0,
    output,
    reasoning: price.reasoning !== undefined && !speaks ? Math.floor(output * share) : 0,
    outputAudio: speaks ? Math.floor(output * 0.8) : 0,
  };
}

function wholeOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 1 ? Math.floor(value) : otherwise;
}
