/**
 * Tokens of input and output for which some costs lie between limits. Within one tier every cost is linear in both and
 * never falls, so for one number of the one kind the fitting numbers of the other are an interval; a polygon says in
 * which numbers of the one kind it is worth to look.
 */
import type { Work } from "../../regions/search/work.ts";
import { clipped, type WholeRange } from "../values/number-ranges.ts";
import { roundNumber } from "../values/round-number.ts";
import { firstWhole } from "./first-whole.ts";
import type { Limit } from "./limit.ts";
import { type Area, clippedArea } from "./token-area.ts";

export interface TokenSpace {
  readonly input: WholeRange;
  readonly output: readonly WholeRange[];
  readonly outputMayMiss: boolean;
  readonly usualInput: number;
}

export type TokenAnswer =
  | { readonly kind: "tokens"; readonly tokens: { readonly input: number; readonly output: number | undefined } }
  | { readonly kind: "none" | "unknown" };

export function solveLimits(limits: readonly Limit[], space: TokenSpace, work: Work): TokenAnswer {
  if (space.outputMayMiss) {
    const inputs = fitting(limits, space.input, (limit, input) => limit.cost(input, undefined));
    if (inputs) return { kind: "tokens", tokens: { input: preferred(inputs, space.usualInput), output: undefined } };
  }
  let isKnown = true;
  for (const output of outputPieces(limits, space.output)) {
    const answer = search(limits, { input: space.input, output }, space.usualInput, work);
    if (answer.kind === "tokens") return answer;
    if (answer.kind === "unknown") isKnown = false;
  }
  return { kind: isKnown ? "none" : "unknown" };
}

/** The numbers of the range whose cost is within every limit. */
function fitting(
  limits: readonly Limit[],
  range: WholeRange,
  cost: (limit: Limit, tokens: number) => number,
): WholeRange | undefined {
  let { least, most } = range;
  for (const limit of limits) {
    least = firstWhole(least, most + 1, (tokens) => cost(limit, tokens) >= limit.from);
    most = firstWhole(least, most + 1, (tokens) => cost(limit, tokens) >= limit.to) - 1;
    if (least > most) return undefined;
  }
  return { least, most };
}

/** Cut where the output of a target ends, so that costs are linear in each piece; beyond the last end one number will do. */
function outputPieces(limits: readonly Limit[], output: readonly WholeRange[]): WholeRange[] {
  const ends = [...new Set(limits.map(({ mostOutput }) => Math.floor(mostOutput)))].sort((a, b) => a - b);
  const pieces = ends.flatMap((end, i) => clipped(output, (ends[i - 1] ?? 0) + 1, end));
  const beyond = clipped(output, (ends.at(-1) ?? 0) + 1, Number.POSITIVE_INFINITY)[0];
  return beyond ? [...pieces, { least: beyond.least, most: beyond.least }] : pieces;
}

function search(limits: readonly Limit[], area: Area, usualInput: number, work: Work): TokenAnswer {
  const worth = clippedArea(limits, area);
  if (!worth) return { kind: "none" };
  const outputs = (input: number) => fitting(limits, worth.output, (limit, output) => limit.cost(input, output));
  for (const input of new Set([preferred(worth.input, usualInput), worth.input.least, worth.input.most])) {
    const found = outputs(input);
    if (found) return { kind: "tokens", tokens: { input, output: roundNumber(found.least, found.most) } };
  }
  return scan(limits, worth, work);
}

/** Through the kind of tokens of which there are fewer. */
function scan(limits: readonly Limit[], { input, output }: Area, work: Work): TokenAnswer {
  const byInput = input.most - input.least <= output.most - output.least;
  const outer = byInput ? input : output;
  for (let tokens = outer.least; tokens <= outer.most; tokens++) {
    work.spend(1);
    if (work.isSpent) return { kind: "unknown" };
    const found = byInput
      ? fitting(limits, output, (limit, of) => limit.cost(tokens, of))
      : fitting(limits, input, (limit, of) => limit.cost(of, tokens));
    if (!found) continue;
    return {
      kind: "tokens",
      tokens: byInput ? { input: tokens, output: found.least } : { input: found.least, output: tokens },
    };
  }
  return { kind: "none" };
}

function preferred({ least, most }: WholeRange, usual: number): number {
  return least <= usual && usual <= most ? usual : roundNumber(least, most);
}
