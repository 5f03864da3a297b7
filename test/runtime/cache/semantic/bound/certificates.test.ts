import { afterEach, expect, test } from "vitest";
import { periodAt, WINDOW } from "../../../../../runtime/cache/semantic/bound/bound.ts";
import { Certificates } from "../../../../../runtime/cache/semantic/bound/certificates.ts";
import { type Series, seriesOf } from "../../../../../runtime/cache/semantic/bound/series.ts";
import type { SeriesChange } from "../../../../../runtime/cache/semantic/bound/series-record.ts";
import { SERVING_SHARE } from "../../../../../runtime/cache/semantic/bound/share.ts";
import { SimulatedClock } from "../../../simulated-clock.ts";
import { MemoryEvidence } from "./memory-evidence.ts";

const series = seriesOf({ route: "faq", embedder: "some/embedder", guard: "1", maxWrongHitRate: 0.05 });
/** What is enough for it, if none is wrong. */
const ENOUGH = 149;

class Instance {
  readonly clock = new SimulatedClock();
  readonly changes: SeriesChange[] = [];
  readonly certificates: Certificates;

  constructor(evidence: MemoryEvidence) {
    const told = (change: SeriesChange) => this.changes.push(change);
    this.certificates = new Certificates({ evidence, clock: this.clock, told });
    all.push(this.certificates);
  }

  /** The series is asked for, and the store has answered. */
  async begun(): Promise<this> {
    this.certificates.state(series);
    await settled();
    return this;
  }

  /** Its next look at the store. */
  async look(): Promise<void> {
    expect(this.clock.next()).toBe(true);
    await settled();
  }

  check(right: number, wrong: number, of: Series = series): void {
    for (let i = 0; i < right; i += 1) this.certificates.checked(of, false);
    for (let i = 0; i < wrong; i += 1) this.certificates.checked(of, true);
  }
}

const all: Certificates[] = [];
const settled = () => new Promise((resolve) => setImmediate(resolve));

afterEach(async () => {
  for (const certificates of all.splice(0)) await certificates.close();
});

test("a series is in shadow, where every would-be hit is checked, until enough checks were right; then one in twenty is", async () => {
  const one = await new Instance(new MemoryEvidence()).begun();
  const { certificates } = one;
  expect(certificates.state(series)).toBe("shadow");
  expect(certificates.draws(series, 0.999_999)).toBe(true);
  one.check(ENOUGH - 1, 0);
  await one.look();
  expect(certificates.state(series)).toBe("shadow");
  one.check(1, 0);
  await one.look();
  expect(certificates.state(series)).toBe("serving");
  expect(certificates.draws(series, SERVING_SHARE)).toBe(false);
  expect(certificates.draws(series, SERVING_SHARE - 1e-9)).toBe(true);
  expect(one.changes).toEqual([{ series, state: "serving", why: "certified" }]);
});

test("nothing is served or checked before the store was read, nor when it has been away for a while", async () => {
  const evidence = new MemoryEvidence();
  await evidence.add(series.id, periodAt(new SimulatedClock().date().getTime()), { checks: 1_000, wrong: 0 });
  const one = new Instance(evidence);
  expect(one.certificates.state(series)).toBe("shadow");
  expect(one.certificates.draws(series, 0)).toBe(false);
  await settled();
  expect(one.certificates.state(series)).toBe("serving");
  evidence.isAway = "before";
  for (let i = 0; i < 4; i += 1) await one.look();
  expect(one.certificates.state(series)).toBe("serving");
  await one.look();
  expect(one.certificates.state(series)).toBe("shadow");
  expect(one.certificates.draws(series, 0)).toBe(false);
  evidence.isAway = "no";
  await one.look();
  expect(one.certificates.state(series)).toBe("serving");
  expect(one.changes.map(({ why }) => why)).toEqual(["certified", "unknown", "certified"]);
});

test("what one instance finds counts for all, and outlives those that found it", async () => {
  const evidence = new MemoryEvidence();
  const [one, other] = [await new Instance(evidence).begun(), await new Instance(evidence).begun()];
  one.check(ENOUGH - 20, 0);
  other.check(20, 0);
  await one.look();
  await other.look();
  await one.look();
  expect([one, other].map(({ certificates }) => certificates.state(series))).toEqual(["serving", "serving"]);
  one.check(0, 40);
  await one.certificates.close();
  await other.look();
  expect(other.certificates.state(series)).toBe("shadow");
  expect(other.changes.at(-1)).toMatchObject({ state: "shadow", why: "doubt" });
  const later = await new Instance(evidence).begun();
  expect(later.certificates.report()).toMatchObject([
    { state: "shadow", checks: ENOUGH + 40, wrong: 40, isInDoubt: true },
  ]);
});

test("a right check whose writing is in doubt is not written again, a wrong one is", async () => {
  const evidence = new MemoryEvidence();
  const one = await new Instance(evidence).begun();
  one.check(10, 2);
  evidence.isAway = "after";
  await one.look();
  evidence.isAway = "before";
  await one.look();
  evidence.isAway = "no";
  await one.look();
  expect(evidence.total(series.id)).toEqual({ checks: 14, wrong: 4 });
  one.check(10, 2);
  evidence.isAway = "before";
  await one.look();
  evidence.isAway = "no";
  await one.look();
  expect(evidence.total(series.id)).toEqual({ checks: 16, wrong: 6 });
});

test("what a caller reports counts as often as a check would, and never for a series", async () => {
  const evidence = new MemoryEvidence();
  const one = await new Instance(evidence).begun();
  one.check(ENOUGH, 0);
  await one.look();
  one.certificates.reported(series, SERVING_SHARE);
  await one.look();
  expect(evidence.total(series.id)).toEqual({ checks: ENOUGH, wrong: 0 });
  one.certificates.reported(series, 0);
  await one.look();
  expect(evidence.total(series.id)).toEqual({ checks: ENOUGH + 1, wrong: 1 });
  expect(one.certificates.state(series)).toBe("shadow");
  expect(one.changes.at(-1)).toMatchObject({ why: "lapsed" });
});

test("in shadow no more is checked in a day than is needed, but for the share of a series that serves", async () => {
  const one = await new Instance(new MemoryEvidence()).begun();
  one.check(ENOUGH - 2, 2);
  await one.look();
  expect(one.certificates.state(series)).toBe("shadow");
  expect(one.certificates.draws(series, SERVING_SHARE)).toBe(false);
  expect(one.certificates.draws(series, 0)).toBe(true);
});

test("another embedder, guard, judge or bound is another series", () => {
  const given = { route: "faq", embedder: "some/embedder", guard: "1", maxWrongHitRate: 0.05 };
  const others = [
    { route: "other" },
    { embedder: "some/other" },
    { guard: "2" },
    { maxWrongHitRate: 0.04 },
    { judge: { model: "a/b", rubric: "c" } },
  ];
  const ids = [given, ...others.map((other) => ({ ...given, ...other }))].map((each) => seriesOf(each).id);
  expect(new Set(ids).size).toBe(6);
  expect(seriesOf(given)).toEqual(series);
});

test("what a series has come to is told, with how often it answered and would have", async () => {
  const one = await new Instance(new MemoryEvidence()).begun();
  const { certificates } = one;
  for (const hit of ["none", "none", "would-be", "given"] as const) certificates.looked(series, hit);
  one.check(100, 0);
  await one.look();
  expect(certificates.report()).toEqual([
    {
      ...series,
      state: "shadow",
      isKnown: true,
      isInDoubt: false,
      isEnding: false,
      checks: 100,
      wrong: 0,
      upper: expect.closeTo(0.0732, 3),
      missing: 49,
      looked: 4,
      met: 2,
      given: 1,
    },
  ]);
  certificates.keepOnly(new Set());
  expect(certificates.report()).toEqual([]);
});

test("checks that no window holds any more are forgotten", async () => {
  const evidence = new MemoryEvidence();
  const now = periodAt(new SimulatedClock().date().getTime());
  await evidence.add(series.id, now - WINDOW - 1, { checks: 7, wrong: 0 });
  await evidence.add(series.id, now - WINDOW + 1, { checks: 9, wrong: 0 });
  await new Instance(evidence).begun();
  await settled();
  expect(evidence.total(series.id)).toEqual({ checks: 9, wrong: 0 });
});
