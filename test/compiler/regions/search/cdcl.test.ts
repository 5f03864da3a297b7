import { expect, test } from "vitest";
import { hasBit } from "../../../../compiler/regions/bit-vector.ts";
import { Solver } from "../../../../compiler/regions/search/cdcl.ts";
import { type ClassBox, type Point, Space } from "../../../../compiler/regions/search/space.ts";
import { Work } from "../../../../compiler/regions/search/work.ts";
import { seededRandom } from "../../../../simulator/random.ts";
import { hasPoint, type SmallQuestion, SmallTheory, smallQuestion } from "./small-questions.ts";

const ENOUGH = 1_000_000;

function spaceOf(question: SmallQuestion): Space {
  return new Space({ ...question, theory: new SmallTheory(question) }, new Work(ENOUGH));
}

function isIn({ sets }: ClassBox, point: Point): boolean {
  return sets.every(({ column, classes }) => hasBit(classes, point[column.number]!));
}

test("the solver finds all points one by one, however the boxes are added", () => {
  let points = 0;
  for (let i = 0; i < 500; i += 1) {
    const question = { ...smallQuestion(seededRandom("cdcl", i)), impossible: [], told: 0 };
    const space = spaceOf(question);
    const all = space.columns.reduce((product, { classCount }) => product * classCount, 1);
    if (all > 400) continue;
    const work = new Work(ENOUGH * 10);
    const solver = new Solver(space, space.boxes.slice(0, 3), work);
    for (const box of space.boxes.slice(3)) {
      solver.solve();
      solver.add(box);
    }
    const found = new Set<string>();
    while (solver.solve() === "point") {
      const point = solver.point();
      expect(space.boxes.filter((box) => isIn(box, point))).toEqual([]);
      found.add(point.join());
      solver.add(space.only(point));
    }
    points += found.size;
    expect([solver.solve(), found.size]).toEqual(["none", countPoints(space)]);
  }
  expect(points).toBeGreaterThan(1000);
});

function countPoints(space: Space): number {
  let count = 0;
  const point = new Int32Array(space.columns.length);
  const walk = (column: number): void => {
    if (column === point.length) {
      if (!space.boxes.some((box) => isIn(box, point))) count += 1;
      return;
    }
    for (let one = 0; one < space.columns[column]!.classCount; one += 1) {
      point[column] = one;
      walk(column + 1);
    }
  };
  walk(0);
  return count;
}

test("the core leaves no point", () => {
  let cores = 0;
  for (let i = 0; i < 600; i += 1) {
    const question = { ...smallQuestion(seededRandom("core", i)), impossible: [], told: 0 };
    const space = spaceOf(question);
    const solver = new Solver(space, space.boxes, new Work(ENOUGH));
    if (solver.solve() !== "none") continue;
    cores += 1;
    const outside = [...solver.core()].map(({ origin }) => question.outside[origin as number]!);
    expect(hasPoint({ ...question, outside })).toBe(false);
  }
  expect(cores).toBeGreaterThan(100);
});
