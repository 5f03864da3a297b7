import { expect, test } from "vitest";
import { MOST_GROUPS, StickyMemory } from "../../../runtime/state/sticky-memory.ts";
import { SimulatedClock } from "../simulated-clock.ts";

function advance(clock: SimulatedClock, ms: number): void {
  clock.after(ms, () => {});
  clock.next();
}

test("a target is remembered for the lifetime behind the last request, and not longer", () => {
  const clock = new SimulatedClock();
  const memory = new StickyMemory(clock);
  memory.keep("a", "one/m", 1_000);
  advance(clock, 999);
  expect(memory.kept("a")).toBe("one/m");
  memory.keep("a", "one/m", 1_000);
  advance(clock, 999);
  expect([memory.kept("a"), memory.kept("b")]).toEqual(["one/m", undefined]);
  advance(clock, 1);
  expect(memory.kept("a")).toBeUndefined();
});

test("of more groups than are remembered the one goes that was longest not asked for, whatever the length of their keys", () => {
  const memory = new StickyMemory(new SimulatedClock());
  const key = (i: number) => `${"x".repeat(200)}${i}`;
  for (let i = 0; i < MOST_GROUPS; i++) memory.keep(key(i), "one/m", 60_000);
  memory.keep(key(0), "two/m", 60_000);
  for (let i = 0; i < 100; i++) memory.keep(`more ${i}`, "one/m", 60_000);
  expect([memory.kept(key(0)), memory.kept(key(101)), memory.kept("more 99")]).toEqual(["two/m", "one/m", "one/m"]);
  const gone = Array.from({ length: 200 }, (_, i) => memory.kept(key(i))).filter((kept) => kept === undefined);
  expect(gone).toHaveLength(100);
});

test("targets that no table has any more are forgotten", () => {
  const memory = new StickyMemory(new SimulatedClock());
  memory.keep("a", "one/m", 60_000);
  memory.keep("b", "two/m", 60_000);
  memory.keepOnly(new Set(["two/m"]));
  expect([memory.kept("a"), memory.kept("b")]).toEqual([undefined, "two/m"]);
});
