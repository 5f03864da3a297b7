/** The solver as it is without the local search before it, held against looking at every point. */
import { hasBit } from "../../../../compiler/regions/bit-vector.ts";
import type { Box } from "../../../../compiler/regions/box.ts";
import { type Column, cellCount } from "../../../../compiler/regions/columns.ts";
import { Solver } from "../../../../compiler/regions/search/cdcl.ts";
import { type ClassBox, type Point, Space } from "../../../../compiler/regions/search/space.ts";
import { Work } from "../../../../compiler/regions/search/work.ts";
import { between, type Random, seededRandom } from "../../../../simulator/random.ts";
import { hasPoint, type SmallQuestion, SmallTheory, smallQuestion } from "./small-questions.ts";

export interface SolverRun {
  readonly solved: "point" | "none";
  /** What is wrong with it; undefined when it is as it should be. */
  readonly mistake: string | undefined;
}

const ENOUGH = 10_000_000;

/** Odd seeds are small questions with a theory, even ones are boxes that hardly leave a point. */
export function runSolver(seed: number): SolverRun {
  const random = seededRandom("solver", seed);
  const question = seed % 2 === 1 ? smallQuestion(random) : tightQuestion(random);
  const theory = new SmallTheory(question);
  const work = new Work(ENOUGH);
  const space = new Space({ ...question, theory }, work);
  const solver = new Solver(space, space.boxes, work);
  const boxes = [...space.boxes];
  for (;;) {
    const solved = solver.solve();
    if (solved === "spent") return { solved: "none", mistake: "the work is spent" };
    if (solved === "none") return { solved, mistake: wrongNone(question, solver) };
    const point = solver.point();
    if (boxes.some((box) => isIn(box, point))) return { solved, mistake: `the point ${point} is in a box` };
    const made = theory.realise(space.cells(point));
    if (made.kind === "real") return { solved, mistake: undefined };
    const box = made.kind === "impossible" ? space.impossible(made.box, point) : undefined;
    if (box === undefined) return { solved, mistake: `nothing excludes the point ${point}` };
    boxes.push(box);
    solver.add(box);
  }
}

function wrongNone(question: SmallQuestion, solver: Solver): string | undefined {
  if (hasPoint(question)) return "there is a point";
  const named = [...solver.core()].flatMap(({ origin }) =>
    typeof origin === "number" ? [question.outside[origin]!] : [],
  );
  return hasPoint({ ...question, outside: named }) ? "the boxes that it names leave a point" : undefined;
}

function isIn({ sets }: ClassBox, point: Point): boolean {
  return sets.every(({ column, classes }) => hasBit(classes, point[column.number]!));
}

/** Columns of two to four cells, and about as many boxes over three of them as leave one point or none. */
function tightQuestion(random: Random): SmallQuestion {
  const columns = new Map(
    Array.from({ length: between(random, 6, 8) }, (_, i): [string, Column] => {
      const fact = `c${i}`;
      return [
        fact,
        random() < 0.5
          ? { kind: "boolean", fact }
          : { kind: "number", fact, cuts: [0, 10].slice(0, between(random, 1, 2)) },
      ];
    }),
  );
  const outside = Array.from({ length: between(random, 30, 90) }, () => boxOver(columns, random));
  return { columns, inside: new Map(), outside, impossible: [], told: 0 };
}

function boxOver(columns: ReadonlyMap<string, Column>, random: Random): Box {
  const keys = [...columns.keys()];
  const chosen = new Set(Array.from({ length: 3 }, () => keys[between(random, 0, keys.length - 1)]!));
  return new Map([...chosen].map((key) => [key, BigInt(between(random, 1, 2 ** cellCount(columns.get(key)!) - 2))]));
}
