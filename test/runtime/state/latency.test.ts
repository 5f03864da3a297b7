import { describe, expect, test } from "vitest";
import { Series } from "../../../runtime/state/latency.ts";
import { TargetLoad } from "../../../runtime/state/target-load.ts";
import { SimulatedClock } from "../simulated-clock.ts";

/** Lets time pass. */
function pass(clock: SimulatedClock, ms: number): void {
  clock.after(ms, () => {});
  while (clock.next());
}

const about = (ms: number | undefined, right: number): void => {
  expect(Math.abs(ms! - right) / right).toBeLessThan(0.026);
};

describe("what rules read", () => {
  test("is missing before the first measurement, and exact within the window", () => {
    const clock = new SimulatedClock();
    const series = new Series(clock);
    expect([series.p50, series.p95]).toEqual([undefined, undefined]);
    for (let ms = 1; ms <= 100; ms++) series.record(ms * 10);
    about(series.p50, 500);
    about(series.p95, 950);
    pass(clock, 119_000);
    about(series.p95, 950);
  });

  test("is missing for one request in ten seconds once nothing was measured for two minutes, and the last known for the others", () => {
    const clock = new SimulatedClock();
    const series = new Series(clock);
    series.record(3_000);
    pass(clock, 121_000);
    let missing = 0;
    for (let i = 0; i < 600; i++) {
      // Both are asked by one request, at one time.
      const [p50, p95] = [series.p50, series.p95];
      expect(p50 === undefined).toBe(p95 === undefined);
      if (p50 === undefined) missing++;
      else about(p50, 3_000);
      pass(clock, 100);
    }
    expect(missing).toBe(6);
    series.record(200);
    about(series.p95, 200);
    pass(clock, 5_000);
    about(series.p95, 200);
  });
});

describe("what orders go by", () => {
  test("stays as it is while the median moves by less than a tenth", () => {
    const series = new Series(new SimulatedClock());
    series.record(1_000);
    const first = series.rank()!;
    for (let i = 0; i < 10; i++) series.record(1_080);
    expect(series.rank()).toBe(first);
    for (let i = 0; i < 20; i++) series.record(1_200);
    about(series.rank(), 1_200);
  });

  test("lets one request in twenty-one measure what is passed over, and not more than one in half a minute", () => {
    const clock = new SimulatedClock();
    const series = new Series(clock);
    series.record(4_000);
    const firsts = (requests: number, ms: number): number => {
      let count = 0;
      for (let i = 0; i < requests; i++) {
        if (series.rank() === 0) count++;
        pass(clock, ms);
      }
      return count;
    };
    expect(firsts(2_000, 1)).toBe(0);
    expect(firsts(3_000, 100)).toBe(10);
    expect(firsts(210, 60_000)).toBe(10);
  });
});

test("a target is as quick as its streams are for a stream, as its whole answers for another request", () => {
  const load = new TargetLoad(new SimulatedClock());
  expect([load.firstToken("a/x", true), load.quantile("a/x", 0.95, true)]).toEqual([undefined, undefined]);
  load.latencyOf("a/x").total.record(9_000);
  about(load.firstToken("a/x", false), 9_000);
  about(load.firstToken("a/x", true), 9_000);
  load.latencyOf("a/x").firstToken.record(300);
  about(load.firstToken("a/x", true), 300);
  about(load.firstToken("a/x", false), 9_000);
  about(load.quantile("a/x", 0.95, true), 300);
  about(load.quantile("a/x", 0.95, false), 9_000);
  expect([load.firstToken("constructor", true), load.quantile("__proto__", 0.5, true)]).toEqual([undefined, undefined]);
});
