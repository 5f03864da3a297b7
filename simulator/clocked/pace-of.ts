import type { Random } from "../random.ts";
import type { Asking, Reply } from "../wire.ts";
import type { Conditions } from "./weather.ts";

/** How quick a model is when nothing is wrong. */
export interface Speed {
  /** Milliseconds to the first token of a short prompt, at the median. */
  readonly firstToken: number;
  readonly tokensPerSecond: number;
  /** Tokens of a prompt that are read in a second. */
  readonly promptTokensPerSecond: number;
}

/** Milliseconds from the request. */
export interface AnswerPace {
  readonly firstToken: number;
  readonly last: number;
}

/** How far answers differ: the standard deviation of the logarithm of the time to the first token, and the width of the speed. */
const SPREAD = 0.35;
const WIDTH = 0.4;

/** When the tokens of one answer are due. */
export function paceOf(
  speed: Speed,
  { promptTokens }: Asking,
  { tokens }: Reply,
  meets: Conditions,
  random: Random,
): AnswerPace {
  const begin =
    speed.firstToken * Math.exp(SPREAD * normal(random)) + (promptTokens / speed.promptTokensPerSecond) * 1_000;
  const firstToken = begin * meets.firstToken.times + meets.firstToken.plus;
  const perSecond = speed.tokensPerSecond * meets.speed * (1 - WIDTH / 2 + WIDTH * random());
  return { firstToken, last: firstToken + (Math.max(0, tokens - 1) / perSecond) * 1_000 };
}

/** Box and Muller's. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
