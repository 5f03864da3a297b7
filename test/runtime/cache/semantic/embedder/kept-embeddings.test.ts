import { expect, test } from "vitest";
import { KeptEmbeddings } from "../../../../../runtime/cache/semantic/embedder/kept-embeddings.ts";
import { SimulatedClock } from "../../../simulated-clock.ts";

test("what is kept goes after a minute, and the oldest where there is too much", async () => {
  const clock = new SimulatedClock();
  const kept = new KeptEmbeddings(clock);
  const made: string[] = [];
  const find = (key: string, numbers = 1) =>
    kept.find(key, async () => {
      made.push(key);
      return { vector: new Float32Array(numbers).fill(1), revision: "r" };
    });
  await find("a");
  pass(clock, 59_999);
  await find("a");
  expect(made).toEqual(["a"]);
  pass(clock, 1);
  await find("a");
  expect(made).toEqual(["a", "a"]);
  // Each takes a quarter of what there is.
  for (const key of ["b", "c", "d", "e", "f"]) await find(key, 2 ** 20);
  made.length = 0;
  for (const key of ["f", "e", "d", "c", "b", "a"]) await find(key, 2 ** 20);
  expect(made).toEqual(["b", "a"]);
});

function pass(clock: SimulatedClock, ms: number): void {
  clock.after(ms, () => {});
  clock.next();
}
