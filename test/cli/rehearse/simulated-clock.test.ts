import fc from "fast-check";
import { expect, test } from "vitest";
import { SimulatedClock } from "../../../cli/rehearse/simulated-clock.ts";

/** What is done to one timer: it waits, and at a time it is put off or taken away. */
const timers = fc.array(
  fc.record({
    ms: fc.integer({ min: 0, max: 50 }),
    change: fc.option(
      fc.record({ at: fc.integer({ min: 0, max: 60 }), how: fc.constantFrom("refresh" as const, "cancel" as const) }),
    ),
  }),
  { maxLength: 40 },
);

test("timers are called when they are due, put off and taken away as they were", () => {
  fc.assert(
    fc.property(timers, (list) => {
      const clock = new SimulatedClock(new Date(0));
      const called: { index: number; at: number }[] = [];
      for (const [index, { ms, change }] of list.entries()) {
        const timer = clock.after(ms, () => called.push({ index, at: clock.now() }));
        if (change) clock.after(change.at, () => (change.how === "cancel" ? clock.cancel(timer) : timer.refresh()));
      }
      while (clock.next());
      // By hand: a change counts where the timer still waited.
      const due = list.flatMap(({ ms, change }, index) => {
        if (!change || change.at >= ms) return [{ index, at: ms }];
        return change.how === "cancel" ? [] : [{ index, at: change.at + ms }];
      });
      const inOrder = (one: { index: number; at: number }, other: typeof one) =>
        one.at - other.at || one.index - other.index;
      expect([...called].sort(inOrder)).toEqual(due.sort(inOrder));
      expect(called.map(({ at }) => at)).toEqual(called.map(({ at }) => at).sort((one, other) => one - other));
    }),
  );
});

test("the date goes on with the clock", () => {
  const clock = new SimulatedClock(new Date("2026-03-01T09:00:00Z"));
  clock.after(3_600_000, () => {});
  expect(clock.next()).toBe(true);
  expect(clock.date().toISOString()).toBe("2026-03-01T10:00:00.000Z");
  expect(clock.next()).toBe(false);
});
