import { expect, test } from "vitest";
import { thorough } from "../../../thorough.ts";
import { runSolver } from "./solver-alone.ts";

const SOLVED = thorough(1_500, 300);

test("without local search before it the solver finds a point where there is one, and else boxes that leave none", () => {
  const runs = Array.from({ length: SOLVED }, (_, seed) => ({ seed, ...runSolver(seed) }));
  expect(runs.filter(({ mistake }) => mistake !== undefined)).toEqual([]);
  const count = (solved: string) => runs.filter((run) => run.solved === solved).length;
  expect(Math.min(count("point"), count("none"))).toBeGreaterThan(SOLVED / 5);
});
