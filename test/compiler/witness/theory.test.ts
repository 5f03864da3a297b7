import { describe, expect, test } from "vitest";
import type { Box } from "../../../compiler/regions/box.ts";
import { allCells, type CellSet, cellCount } from "../../../compiler/regions/columns.ts";
import type { Realised } from "../../../compiler/regions/search/point.ts";
import { WitnessTheory } from "../../../compiler/witness/theory.ts";
import type { Witness } from "../../../schemas/witness.ts";
import { Random } from "../../agreement/random.ts";
import { randomWitness } from "./random-witness.ts";
import { cellOf, misfits, reader, refusal } from "./read-witness.ts";
import { columns, costs, theoryWorld } from "./theory-world.ts";

type AnyCells = Map<string, CellSet>;

function randomCells(random: Random): AnyCells {
  const keys = [...columns.keys()];
  const share = random.pick([20, 8, 3, 2, 1]);
  const picked = keys.filter(() => random.once(share));
  return new Map(
    picked.map((key) => {
      const column = columns.get(key)!;
      const cell = 1n << BigInt(random.integer(cellCount(column)));
      const more = random.once(2) ? BigInt(random.integer(Number(allCells(column)) + 1)) : 0n;
      return [key, cell | more];
    }),
  );
}

const sampler = new Random(7);
const samples = sampler.list(1_500, () => {
  const witness = randomWitness(sampler);
  expect(refusal(witness)).toBeUndefined();
  const read = reader(witness, costs);
  return new Map([...columns].map(([key, column]) => [key, cellOf(column, read(column))]));
});

function isSampled(box: Box): boolean {
  return samples.some((sample) => [...box].every(([key, cells]) => (cells >> BigInt(sample.get(key)!)) & 1n));
}

describe("random points", () => {
  const theory = new WitnessTheory(theoryWorld);
  const known = theory.impossible.length;
  const random = new Random(3);
  const asked = random.list(350, () => randomCells(random));
  const answers = asked.map((cells): [AnyCells, Realised<Witness>] => [cells, theory.realise(cells)]);

  test("are real only with a request that is admitted and whose facts fall into the cells", () => {
    const real = answers.flatMap(([cells, answer]) =>
      answer.kind === "real" ? [{ cells, witness: answer.value }] : [],
    );
    expect(real.length).toBeGreaterThan(60);
    for (const { cells, witness } of real) {
      expect(refusal(witness)).toBeUndefined();
      expect(misfits(witness, cells, columns, costs)).toEqual([]);
      expect(witness.at >= theoryWorld.today).toBe(true);
    }
  });

  test("are impossible only in boxes that hold them and that no sampled request falls into", () => {
    expect(known).toBeGreaterThan(50);
    for (const box of new Set(theory.impossible)) if (isSampled(box)) expect([...box]).toEqual("not sampled");
    for (const [cells, answer] of answers) {
      if (answer.kind !== "impossible") continue;
      expect(answer.box.size).toBeGreaterThan(0);
      for (const [key, inside] of answer.box) expect(inside).toBe(cells.get(key));
    }
  });

  test("are impossible for no more columns than it takes", () => {
    const boxes = answers.flatMap(([, answer]) => (answer.kind === "impossible" ? [answer.box] : []));
    expect(boxes.length).toBeGreaterThan(60);
    for (const box of boxes.slice(0, 60)) {
      for (const key of box.keys()) {
        const rest = new Map([...box].filter(([other]) => other !== key));
        if (theory.realise(rest).kind === "impossible") expect([...box]).toEqual([...rest]);
      }
    }
  });

  test("are hardly ever unknown here", () => {
    const unknown = answers.flatMap(([cells, answer]) => (answer.kind === "unknown" ? [[...cells, answer.why]] : []));
    expect(unknown.length).toBeLessThan(answers.length * 0.03);
  });
});

test("the cells of a request that there is are never impossible, and nearly always real", () => {
  const theory = new WitnessTheory(theoryWorld);
  let unknown = 0;
  for (const sample of samples.slice(0, 300)) {
    const cells = new Map([...sample].map(([key, cell]) => [key, 1n << BigInt(cell)]));
    const answer = theory.realise(cells);
    if (answer.kind === "impossible") expect([...cells].map(String)).toEqual(answer);
    if (answer.kind === "unknown") unknown += 1;
  }
  expect(unknown).toBeLessThan(15);
});
