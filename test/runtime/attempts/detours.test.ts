/** Failures that lead to other targets than the next, held against what a policy says of them, failure by failure. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tried } from "../../../runtime/attempts/attempt.ts";
import { Cancellation } from "../../../runtime/attempts/cancellation.ts";
import { Deadline } from "../../../runtime/attempts/deadline.ts";
import { Detours, type Leg } from "../../../runtime/attempts/detours.ts";
import { runAttempts } from "../../../runtime/attempts/run.ts";
import type { FailureClass } from "../../../semantics/failures.ts";
import { SimulatedClock } from "../simulated-clock.ts";

const classes = ["server-error", "overloaded", "content-filter", "context-length", "bad-request"] as const;
type Class = (typeof classes)[number];
/** Where each class leads: to the next target, nowhere, or to one of the tiers. */
type Course = "next" | "none" | 0 | 1 | 2;

interface Case {
  plan: number[];
  tiers: number[][];
  courses: Record<Class, Course>;
  /** By target; null answers. */
  fails: (Class | null)[];
  /** By target, what is known of it. */
  down: (Class | null)[];
  times: number;
}

const MOST = 6;
const some = fc.uniqueArray(fc.nat({ max: MOST - 1 }), { minLength: 1, maxLength: MOST });
const anyClass = fc.option(fc.constantFrom(...classes), { nil: null, freq: 8 });
const cases = (down: fc.Arbitrary<(Class | null)[]>): fc.Arbitrary<Case> =>
  fc.record({
    plan: some,
    tiers: fc.array(some, { minLength: 3, maxLength: 3 }),
    courses: fc.record(
      Object.fromEntries(
        classes.map((name) => [name, fc.constantFrom<Course>("next", "next", "none", 0, 1, 2)]),
      ) as Record<Class, fc.Arbitrary<Course>>,
    ),
    fails: fc.array(anyClass, { minLength: MOST, maxLength: MOST }),
    down,
    times: fc.nat({ max: 2 }),
  });
const allUp = fc.constant(Array<Class | null>(MOST).fill(null));
const someDown = fc.array(fc.option(fc.constantFrom(...classes), { nil: null, freq: 2 }), {
  minLength: MOST,
  maxLength: MOST,
});

/** What is asked, in order. */
async function asked({ plan, tiers, courses, fails, down, times }: Case): Promise<number[]> {
  const targets = Array.from({ length: MOST }, (_, i) => ({ id: String(i), index: i }));
  const legs = tiers.map(
    (of, i): Leg<(typeof targets)[number]> => ({
      targets: of.map((index) => targets[index]!),
      name: String(i),
    }),
  );
  const leg = (failure: FailureClass) => {
    const course = courses[failure as Class];
    return typeof course === "number" ? legs[course] : undefined;
  };
  const cause = ({ index }: (typeof targets)[number]) => {
    const name = down[index];
    return name && courses[name] !== "none" ? name : undefined;
  };
  const clock = new SimulatedClock();
  const order: number[] = [];
  const done = runAttempts<(typeof targets)[number], Tried>({
    targets: plan.map((index) => targets[index]!),
    deadline: new Deadline(60_000, clock),
    clock,
    chance: () => 0.5,
    retry: { times },
    fallbackOn: new Set(classes.filter((name) => courses[name] !== "none")),
    cancellation: new Cancellation(),
    skips: (target) => cause(target) !== undefined,
    detours: new Detours({ elsewhere: { leg, outages: () => legs }, cause, led: () => {} }),
    begin: ({ index }) => {
      order.push(index);
      const name = fails[index];
      const opened = Promise.resolve(name ? { class: name, detail: "" } : undefined);
      return { opened, finished: opened, cancel: () => {} };
    },
  });
  let isOver = false;
  void done.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise(setImmediate);
    if (!isOver && clock.waiting > 0) clock.next();
  }
  return order;
}

/** As a policy is read: a class leads on, ends the request, or leads to a tier, in which it leads on. */
function read({ plan, tiers, courses, fails }: Case): number[] {
  const order: number[] = [];
  let at: Course | undefined;
  let line = [...plan];
  for (let next = line.shift(); next !== undefined; next = line.shift()) {
    order.push(next);
    const name = fails[next];
    if (!name || courses[name] === "none") return order;
    const course = courses[name];
    if (course === "next" || course === at) continue;
    at = course;
    line = tiers[course]!.filter((index) => !order.includes(index));
  }
  return order;
}

test("targets are asked in the order in which the policy leads from failure to failure", async () => {
  const property = fc.asyncProperty(cases(allUp), async (one) => {
    const order = await asked(one);
    const expected = read(one);
    expect(order.slice(0, expected.length)).toEqual(expected);
    // Behind them stand only further rounds, over what may pass.
    for (const [index, count] of Map.groupBy(order, (index) => index)) {
      expect(count.length).toBeLessThanOrEqual(1 + one.times);
      if (count.length > 1) expect(["server-error", "overloaded"]).toContain(one.fails[index]);
    }
  });
  await fc.assert(property, { numRuns: 2_000, seed: 20_261_127 });
});

test("no request gets to a target that no failure leads to, whichever are known to be down", async () => {
  const property = fc.asyncProperty(cases(someDown), async (one) => {
    const { plan, tiers, courses, fails, down, times } = one;
    const isNext = classes.some((name) => courses[name] === "next");
    const led = classes.flatMap((name) => (typeof courses[name] === "number" ? tiers[courses[name]]! : []));
    const reached = new Set([...(isNext ? plan : plan.slice(0, 1)), ...led]);
    const order = await asked(one);
    expect(order.length).toBeLessThanOrEqual((1 + times) * MOST);
    for (const index of order) expect(reached).toContain(index);
    expect(order.length).toBeGreaterThan(0);
    // One that is known to be down is asked before another only where nothing else is left, or where it is not passed over.
    const first = order[0]!;
    if (plan.every((index) => !down[index])) expect(first).toBe(plan[0]);
    if (order.length === 1 && plan.length > 1 && fails[first]) expect(courses[fails[first]]).not.toBe("next");
  });
  await fc.assert(property, { numRuns: 2_000, seed: 20_261_127 });
});
