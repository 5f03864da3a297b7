/** Random questions that are small enough to look at every point, and what looking at every point says. */
import type { Box } from "../../../../compiler/regions/box.ts";
import { type Column, cellCount } from "../../../../compiler/regions/columns.ts";
import type { Cells, Columns, Realised, Theory } from "../../../../compiler/regions/search/point.ts";
import { between, type Random } from "../../../../simulator/random.ts";

/** Column key to one cell. */
export type CellPoint = ReadonlyMap<string, number>;

export interface SmallQuestion {
  readonly columns: Columns;
  readonly inside: Box;
  readonly outside: readonly Box[];
  /** What no request falls into; the theory below tells the first `told` of them at once. */
  readonly impossible: readonly Box[];
  readonly told: number;
}

export function smallQuestion(random: Random): SmallQuestion {
  const columns = new Map(
    Array.from({ length: between(random, 1, 5) }, (_, i): [string, Column] => [`c${i}`, column(random, `c${i}`)]),
  );
  const density = random();
  const boxes = (count: number) => Array.from({ length: count }, () => randomBox(random, columns, density));
  const impossible = random() < 0.5 ? [] : boxes(between(random, 1, 8)).filter(({ size }) => size > 0);
  return {
    columns,
    inside: randomBox(random, columns, density / 2),
    outside: boxes(between(random, 0, 24)).filter(({ size }) => size > 0 || random() < 0.01),
    impossible,
    told: between(random, 0, impossible.length),
  };
}

function column(random: Random, fact: string): Column {
  const kind = between(random, 0, 2);
  const size = between(random, 0, 3);
  if (kind === 0) return { kind: "boolean", fact };
  if (kind === 1) return { kind: "number", fact, cuts: Array.from({ length: size }, (_, i) => i * 10) };
  return { kind: "string", fact, values: Array.from({ length: size }, (_, i) => `v${i}`) };
}

function randomBox(random: Random, columns: Columns, density: number): Box {
  const box = new Map<string, bigint>();
  for (const [key, column] of columns) {
    if (random() > density) continue;
    const all = 2 ** cellCount(column) - 1;
    const cells = between(random, 1, all);
    if (cells !== all) box.set(key, BigInt(cells));
  }
  return box;
}

/** Every point of the columns. */
export function* points(columns: Columns): Generator<CellPoint> {
  const keys = [...columns.keys()];
  const counts = [...columns.values()].map(cellCount);
  const total = counts.reduce((product, count) => product * count, 1);
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    const point = new Map<string, number>();
    keys.forEach((key, i) => {
      point.set(key, rest % counts[i]!);
      rest = Math.floor(rest / counts[i]!);
    });
    yield point;
  }
}

export function holds(box: Box, point: CellPoint): boolean {
  return [...box].every(([key, cells]) => ((cells >> BigInt(point.get(key)!)) & 1n) === 1n);
}

/** Whether some point is inside, outside of all boxes, and possible. */
export function hasPoint({ columns, inside, outside, impossible }: SmallQuestion): boolean {
  const excluded = [...outside, ...impossible];
  for (const point of points(columns)) {
    if (holds(inside, point) && !excluded.some((box) => holds(box, point))) return true;
  }
  return false;
}

/** Exact: a point that is possible among the cells, or a box of what excludes them all. */
export class SmallTheory implements Theory<CellPoint> {
  readonly impossible: Box[];
  readonly #question: SmallQuestion;

  constructor(question: SmallQuestion) {
    this.#question = question;
    this.impossible = question.impossible.slice(0, question.told);
  }

  realise(cells: Cells): Realised<CellPoint> {
    const { columns, impossible } = this.#question;
    for (const point of points(columns)) {
      if (holds(cells, point) && !impossible.some((box) => holds(box, point))) return { kind: "real", value: point };
    }
    const holding = impossible.find((box) => [...box].every(([key, set]) => isWithin(cells.get(key), set)));
    return { kind: "impossible", box: holding ?? new Map(cells) };
  }
}

function isWithin(cells: bigint | undefined, set: bigint): boolean {
  return cells !== undefined && (cells & ~set) === 0n;
}
