import { expect, test } from "vitest";
import { SourceWatch } from "../../../runtime/reload/source-watch.ts";
import type { TableSource } from "../../../runtime/reload/table-source.ts";
import type { Offered } from "../../../runtime/reload/table-swaps.ts";
import { SimulatedClock } from "../simulated-clock.ts";

const document = { table: "{}" };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function watching(
  read: TableSource["read"],
  offer: () => Promise<Offered>,
): { clock: SimulatedClock; watch: SourceWatch } {
  const clock = new SimulatedClock();
  const source = { read, close: async () => {} };
  const watch = new SourceWatch({ source, offer, refuse: () => {}, every: 1_000, clock, chance: () => 0.5 });
  return { clock, watch };
}

test("what is refused for what is missing around it is offered again, though nothing new is read", async () => {
  const reads = [document];
  const offered: number[] = [];
  const { clock, watch } = watching(
    async () => reads.pop(),
    async () => {
      offered.push(clock.now());
      if (offered.length === 3) return { kind: "swapped", table: "h" };
      return { kind: "refused", table: "h", code: "missing-key", reason: "", mayPass: true };
    },
  );
  for (let i = 0; i < 60; i++) {
    clock.next();
    await settled();
  }
  expect(offered).toEqual([1_000, 16_000, 31_000]);
  await watch.close();
});

test("a source that has nothing is asked more and more seldom, and as often as before once it has", async () => {
  const asked: number[] = [];
  const { clock, watch } = watching(
    async () => {
      asked.push(clock.now() / 1_000);
      return asked.length <= 6 ? { code: "not-fetched", reason: "" } : undefined;
    },
    async () => ({ kind: "unchanged", table: "h" }),
  );
  for (let i = 0; i < 9; i++) {
    clock.next();
    await settled();
  }
  expect(asked).toEqual([1, 3, 7, 15, 23, 31, 39, 40, 41]);
  await watch.close();
});

test("whoever closes it does not wait for what is being read, and nothing is offered any more", async () => {
  const reading = Promise.withResolvers<typeof document>();
  let offers = 0;
  const { clock, watch } = watching(
    () => reading.promise,
    async () => {
      offers++;
      return { kind: "swapped", table: "h" };
    },
  );
  clock.next();
  await watch.close();
  reading.resolve(document);
  await settled();
  expect([offers, clock.waiting]).toEqual([0, 0]);
});
