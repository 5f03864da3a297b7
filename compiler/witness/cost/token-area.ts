/** The part of a rectangle of tokens in which linear costs can lie between their limits: a polygon, and what is around it. */
import type { WholeRange } from "../values/number-ranges.ts";
import type { Limit } from "./limit.ts";

export interface Area {
  readonly input: WholeRange;
  readonly output: WholeRange;
}

/** A rectangle around every fitting pair; undefined when it is certain that there is none. */
export function clippedArea(limits: readonly Limit[], area: Area): Area | undefined {
  let polygon: Point[] = cornersOf(area);
  for (const limit of limits) {
    const cost = plane(limit, area);
    // Sums and products of doubles are off by far less.
    const slack = 1e-9 * (cost.greatest + Number.MIN_VALUE) + 1e-12;
    if (limit.from !== -Infinity) polygon = cut(polygon, (point) => cost.at(point) - limit.from + slack);
    if (limit.to !== Infinity) polygon = cut(polygon, (point) => limit.to - cost.at(point) + slack);
    if (polygon.length === 0) return undefined;
  }
  return {
    input: around(
      polygon.map(({ input }) => input),
      area.input,
    ),
    output: around(
      polygon.map(({ output }) => output),
      area.output,
    ),
  };
}

interface Point {
  readonly input: number;
  readonly output: number;
}

function cornersOf({ input, output }: Area): Point[] {
  return [
    { input: input.least, output: output.least },
    { input: input.most, output: output.least },
    { input: input.most, output: output.most },
    { input: input.least, output: output.most },
  ];
}

/** The cost as a plane through three corners. */
function plane({ cost }: Limit, { input, output }: Area): { at(point: Point): number; greatest: number } {
  const base = cost(input.least, output.least);
  const perInput = slope(cost(input.most, output.least) - base, input);
  const perOutput = slope(cost(input.least, output.most) - base, output);
  return {
    at: (point) => base + (point.input - input.least) * perInput + (point.output - output.least) * perOutput,
    greatest: cost(input.most, output.most),
  };
}

function slope(rise: number, { least, most }: WholeRange): number {
  return most === least ? 0 : rise / (most - least);
}

/** Where `inside` is not negative. */
function cut(polygon: readonly Point[], inside: (point: Point) => number): Point[] {
  return polygon.flatMap((point, i) => {
    const before = polygon.at(i - 1)!;
    const [there, here] = [inside(before), inside(point)];
    const crossing = there < 0 !== here < 0 ? [between(before, point, there / (there - here))] : [];
    return here < 0 ? crossing : [...crossing, point];
  });
}

function between(a: Point, b: Point, part: number): Point {
  return { input: a.input + (b.input - a.input) * part, output: a.output + (b.output - a.output) * part };
}

/** One more at each end: a corner of the polygon is not exact. */
function around(values: readonly number[], { least, most }: WholeRange): WholeRange {
  return {
    least: Math.max(least, Math.floor(Math.min(...values)) - 1),
    most: Math.min(most, Math.ceil(Math.max(...values)) + 1),
  };
}
