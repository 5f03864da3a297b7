/** Which requests a target's window, and its route's bound, take: as conditions over what the request counts. */
import { isShared } from "../../semantics/target-fit.ts";
import { mostTextBytes } from "../../semantics/tokens/most-text-bytes.ts";
import { mostBaseUpper } from "../../semantics/tokens/tokens-at.ts";
import { all, atom } from "../lower/connectives.ts";
import { EXPECTED_FILL, UPPER_FILL, UPPER_TOKENS } from "../lower/derived-facts.ts";
import { nextDouble } from "../lower/interval.ts";
import type { Condition, Target, Terms } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import { addedTo } from "./added-to.ts";
import { costTerm } from "./cost-terms.ts";
import { countedAt, type Figure, lastWithin, spelledFill } from "./measure.ts";
import { targetTokens } from "./target-tokens.ts";

/** The route's bounds hold of what is sent, with what the policy adds: else the target leaves the plan. */
export function withinRatio(target: Target, terms: Terms, origin: Origin): Condition {
  const { max } = terms;
  const added = addedTo(target, terms);
  if (added.textBytes > (mostTextBytes(max ?? {}) ?? Number.POSITIVE_INFINITY)) return never(origin);
  if (max?.inputTokens === undefined) return always(origin);
  const upper = upTo(UPPER_TOKENS, mostUpper(target, max.inputTokens) - added.upper + 1, origin);
  if (added.expected === 0) return upper;
  return all([upper, upTo("inputTokens", max.inputTokens - added.expected + 1, origin)], origin);
}

/** By what is expected the window takes it: so it may be tried. */
export function fits(target: Target, terms: Terms, origin: Origin): Condition {
  const { inputTokens = Number.POSITIVE_INFINITY } = terms.max ?? {};
  return within(
    target,
    terms,
    { figure: "expected", most: inputTokens, fact: "inputTokens", fill: EXPECTED_FILL },
    origin,
  );
}

/** By the most that it may count the window takes it: so it is served. */
export function surelyFits(target: Target, terms: Terms, origin: Origin): Condition {
  const most = mostUpper(target, terms.max?.inputTokens);
  return within(target, terms, { figure: "upper", most, fact: UPPER_TOKENS, fill: UPPER_FILL }, origin);
}

interface By {
  readonly figure: Figure;
  /** No request that gets here has more. */
  readonly most: number;
  /** What is asked of input alone, and of input and output together. */
  readonly fact: string;
  readonly fill: string;
}

function within(target: Target, terms: Terms, { figure, most, fact, fill }: By, origin: Origin): Condition {
  const { context, maxInput } = target.model;
  // Each input has the window of an embedding model to itself; the provider says where one is too long.
  if (target.model.kind === "embedding") return always(origin);
  const term = costTerm(target, terms);
  const last = maxInput === undefined ? most : lastWithin(term, figure, maxInput);
  const input = last >= most ? always(origin) : upTo(fact, last + 1, origin);
  if (!isShared(target.model)) return input;
  const isAlways = countedAt(term, figure, Math.min(last, most)) + term.mostOutput <= context;
  return isAlways ? input : all([input, upTo(fill, nextDouble(context), origin, spelledFill(term))], origin);
}

/** The most of the base figure that the route lets go to the target. */
function mostUpper(target: Target, maxInputTokens: number | undefined): number {
  if (maxInputTokens === undefined) return Number.POSITIVE_INFINITY;
  return mostBaseUpper({ tokens: targetTokens(target) }, maxInputTokens);
}

/** Below `to`. */
function upTo(fact: string, to: number, origin: Origin, argument?: string): Condition {
  const from = Number.NEGATIVE_INFINITY;
  return atom({ kind: "range", fact, ...(argument !== undefined && { argument }), from, to }, origin);
}

function always(origin: Origin): Condition {
  return { kind: "constant", value: true, origin };
}

function never(origin: Origin): Condition {
  return { kind: "constant", value: false, origin };
}
