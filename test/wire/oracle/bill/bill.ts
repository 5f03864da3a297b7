/** What a provider makes of a body that it got, and what it asks for it: by the dearest of the readings. */
import { Random } from "../../../agreement/random.ts";
import type { WireModel } from "../policy/world.ts";
import { type Fields, type WireTerms, wholeOf } from "../upstream/dialects/dialect.ts";
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
}

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
  const dialect = upstreamDialects[model.provider.dialect];
  const counted = new Tally(tokenizerOf(model));
  dialect.count(body, counted);
  const terms = dialect.terms(body);
  const limit = limitOf(model, body, Object.keys(dialect.members), counted.tokens + counted.audio);
  const used = usage(random, model.price, { counted, terms, limit, tells: dialect.tells });
  const { answers, tier } = terms;
  return { used, answers, limit, counted, terms, cost: billOf(model.price, used, at, tier) };
}

/** Of models whose maker is not known any may be meant. */
function tokenizerOf({ provider: { dialect, id } }: WireModel): Tokenizer {
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
