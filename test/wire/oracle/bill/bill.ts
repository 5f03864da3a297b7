/** What a provider makes of a body that it got, and what it asks for it: by the dearest of the readings. */
import { Random } from "../../../agreement/random.ts";
import type { WireModel } from "../policy/world.ts";
import { type Fields, type WireAsk, type WireTerms, wholeOf } from "../upstream/dialects/dialect.ts";
import { upstreamDialects } from "../upstream/dialects/upstream-dialects.ts";
import type { Tokenizer } from "./count-tokens.ts";
import { limitsIn } from "./output-limits.ts";
import { billOf, type Used } from "./price-of.ts";
import { type Json, readAs, readings, twins } from "./read-json.ts";
import { type Counted, Tally } from "./tally.ts";
import { usage } from "./usage.ts";

export interface Bill {
  readonly used: Used;
  readonly answers: number;
  /** Tokens that each answer may have. */
  readonly limit: number;
  /** USD. */
  readonly cost: number;
  readonly counted: Counted;
  readonly terms: WireTerms;
  /** Tokens of the largest input that must fit by itself. */
  readonly largest: number;
  /** Of embeddings: tokens of each input. */
  readonly counts?: readonly number[];
}

export interface Question {
  readonly model: WireModel;
  readonly operation: WireAsk["operation"];
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

function billFor(question: Question, body: Fields, random: Random): Bill {
  return question.operation === "embeddings" ? billForTexts(question, body) : billForChat(question, body, random);
}

function billForChat({ model, at }: Question, body: Fields, random: Random): Bill {
  const dialect = upstreamDialects[model.provider.dialect];
  const counted = new Tally(tokenizerOf(model));
  counted.reply();
  dialect.count(body, counted);
  const terms = dialect.terms(body);
  const limit = limitOf(model, body, Object.keys(dialect.members), counted.tokens + counted.audio);
  const used = usage(random, model.price, { counted, terms, limit, tells: dialect.tells });
  const { answers, tier } = terms;
  const cost = billOf(model.price, used, at, tier);
  return { used, answers, limit, counted, terms, cost, largest: used.input + limit };
}

/** Only what is read is paid for, and each input must fit by itself. */
function billForTexts({ model, at }: Question, body: Fields): Bill {
  const counted = new Tally(tokenizerOf(model));
  const inputs = upstreamDialects[model.provider.dialect].embeddings?.inputs(body) ?? [];
  const counts = inputs.map((input) => {
    const before = counted.tokens;
    if (typeof input === "string") counted.any(input);
    else counted.tokens += input.length;
    return counted.tokens - before;
  });
  const nothing = {
    inputAudio: 0,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWrite1h: 0,
    output: 0,
    reasoning: 0,
    outputAudio: 0,
  };
  const used = { input: counted.tokens, ...nothing };
  const terms = { answers: 1, speaks: false, tools: [] };
  const cost = billOf(model.price, used, at, undefined);
  return { used, answers: 1, limit: 0, counted, terms, cost, largest: Math.max(0, ...counts), counts };
}

/** Of models whose maker is not known any may be meant. */
export function tokenizerOf({ provider: { dialect, id } }: WireModel): Tokenizer {
  if (dialect === "anthropic" || dialect === "bedrock-converse") return "claude";
  return id < "d" || dialect === "gemini" ? "o200k" : "cl100k";
}

/** The largest, under whatever name. */
function limitOf({ maxOutput, context }: WireModel, body: Fields, places: readonly string[], input: number): number {
  const limits = limitsIn(body, places)
    .map(([, value]) => wholeOf(value, 0))
    .filter((value) => value > 0);
  return limits.length > 0 ? Math.max(...limits) : (maxOutput ?? Math.max(1, context - input));
}
