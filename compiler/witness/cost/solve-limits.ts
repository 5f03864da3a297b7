/**
 * Tokens of input and output for which some measures lie between limits. Within one piece every measure is linear in one
 * figure of the input and in the output, and never falls, so for one output the fitting numbers of each figure are an
 * interval, and for many they lie in one; polygons say at which outputs it is worth to look.
 */
import type { Figure } from "../../plan/measure.ts";
import type { Work } from "../../regions/search/work.ts";
import { clipped, type WholeRange } from "../values/number-ranges.ts";
import { roundNumber } from "../values/round-number.ts";
import { firstWhole } from "./first-whole.ts";
import type { Limit } from "./limit.ts";
import { type Area, clippedArea } from "./token-area.ts";
import type { Inputs, TokenAnswer, TokenSpace } from "./token-space.ts";

export function solveLimits(limits: readonly Limit[], space: TokenSpace, work: Work): TokenAnswer {
  if (space.outputMayMiss) {
    const inputs = inputsAt(limits, space, undefined);
    if (inputs) return { kind: "tokens", tokens: { inputs, output: undefined } };
  }
  let isKnown = true;
  for (const output of outputPieces(limits, space.output)) {
    const answer = search(limits, space, output, work);
    if (answer.kind === "tokens") return answer;
    if (answer.kind === "unknown") isKnown = false;
  }
  return { kind: isKnown ? "none" : "unknown" };
}

type Within = Pick<TokenSpace, "inputs" | "couple">;

/** Of outputs: the client says one of these; undefined: none. */
type Outputs = WholeRange | undefined;

/** The inputs of which every measure can be within its limit, for some of the outputs; for one output, are. */
function inputsAt(limits: readonly Limit[], { inputs, couple }: Within, outputs: Outputs): Inputs | undefined {
  const fitted: Record<Figure, WholeRange> = { ...inputs };
  for (const limit of limits) {
    const range = within(limit, fitted[limit.figure], outputs);
    if (!range) return undefined;
    fitted[limit.figure] = range;
  }
  return couple(fitted);
}

/** The numbers of the range whose cost is within the limit: more output never costs less. */
function within({ cost, from, to }: Limit, range: WholeRange, outputs: Outputs): WholeRange | undefined {
  const end = range.most + 1;
  const least = from === -Infinity ? range.least : firstWhole(range.least, end, (n) => cost(n, outputs?.most) >= from);
  const most = to === Infinity ? range.most : firstWhole(least, end, (n) => cost(n, outputs?.least) >= to) - 1;
  return least > most ? undefined : { least, most };
}

/** Cut where the output of a target ends, so that measures are linear in each piece; beyond the last end one number will do. */
function outputPieces(limits: readonly Limit[], output: readonly WholeRange[]): WholeRange[] {
  const ends = [...new Set(limits.flatMap((limit) => limit.ends))].sort((a, b) => a - b);
  const pieces = ends.flatMap((end, i) => clipped(output, (ends[i - 1] ?? 0) + 1, end));
  const beyond = clipped(output, (ends.at(-1) ?? 0) + 1, Number.POSITIVE_INFINITY)[0];
  return beyond ? [...pieces, { least: beyond.least, most: beyond.least }] : pieces;
}

function search(asked: readonly Limit[], space: TokenSpace, output: WholeRange, work: Work): TokenAnswer {
  const limits = joined(asked, space, output);
  const worth = limits.some(({ from, to }) => from >= to) ? undefined : worthLooking(limits, space, output);
  if (!worth) return { kind: "none" };
  const { least, most } = worth.output;
  const inWorth = { inputs: worth.inputs, couple: space.couple };
  for (const written of new Set([roundNumber(least, most), least, most])) {
    const inputs = inputsAt(limits, inWorth, { least: written, most: written });
    if (inputs) return { kind: "tokens", tokens: { inputs, output: written } };
  }
  return halved(limits, inWorth, worth.output, work);
}

/** Measures that are the same in the piece have one limit: planes are, where they agree in three corners. */
function joined(limits: readonly Limit[], { inputs }: Within, output: WholeRange): Limit[] {
  const planeOf = ({ figure, cost }: Limit): string => {
    const { least, most } = inputs[figure];
    return [figure, cost(least, output.least), cost(most, output.least), cost(least, output.most)].join();
  };
  return [...Map.groupBy(limits, planeOf).values()].map((same) => ({
    ...same[0]!,
    from: Math.max(...same.map(({ from }) => from)),
    to: Math.min(...same.map(({ to }) => to)),
  }));
}

/** The first of the outputs that has inputs: halves for which there can be none are left out. */
function halved(limits: readonly Limit[], space: Within, output: WholeRange, work: Work): TokenAnswer {
  work.spend(1);
  if (work.isSpent) return { kind: "unknown" };
  const inputs = inputsAt(limits, space, output);
  if (!inputs) return { kind: "none" };
  const { least, most } = output;
  if (least === most) return { kind: "tokens", tokens: { inputs, output: least } };
  const middle = Math.floor((least + most) / 2);
  const some = { ...space, inputs };
  const lower = halved(limits, some, { least, most: middle }, work);
  if (lower.kind === "tokens") return lower;
  const upper = halved(limits, some, { least: middle + 1, most }, work);
  return upper.kind === "none" ? lower : upper;
}

interface Worth {
  readonly inputs: Inputs;
  readonly output: WholeRange;
}

/** A box around everything that fits; undefined when it is certain that nothing does. */
function worthLooking(limits: readonly Limit[], { inputs, couple }: Within, output: WholeRange): Worth | undefined {
  const worth: Record<Figure, WholeRange> = { ...inputs };
  let outputs = output;
  for (const [figure, own] of Map.groupBy(limits, (limit) => limit.figure)) {
    const area: Area | undefined = clippedArea(own, { input: worth[figure], output: outputs });
    if (!area) return undefined;
    worth[figure] = area.input;
    outputs = area.output;
  }
  const both = couple(worth);
  return both && { inputs: both, output: outputs };
}
