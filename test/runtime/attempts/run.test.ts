import { describe, expect, test } from "vitest";
import type { Tried } from "../../../runtime/attempts/attempt.ts";
import { Cancellation } from "../../../runtime/attempts/cancellation.ts";
import { Deadline } from "../../../runtime/attempts/deadline.ts";
import { type AttemptLimit, type AttemptsPlan, runAttempts } from "../../../runtime/attempts/run.ts";
import { type Clock, systemClock } from "../../../runtime/clock.ts";
import type { Failure } from "../../../runtime/failures.ts";
import { MOST_ATTEMPTS } from "../../../semantics/attempts.ts";
import type { FailureClass } from "../../../semantics/failures.ts";

interface Target {
  id: string;
}

interface Try extends Tried {
  target: string;
}

interface Run {
  /** The target that has opened. */
  opened: string | undefined;
  failure: Failure | undefined;
  /** Targets in the order they were tried. */
  tried: string[];
  limits: AttemptLimit[];
}

function tried(target: string, failure: Failure | undefined): Try {
  const opened = Promise.resolve(failure);
  return { target, opened, finished: opened, cancel: () => {} };
}

/** Runs over targets that fail as listed, one failure per try, and then answer. */
async function run(fails: Record<string, Failure[]>, plan: Partial<AttemptsPlan<Target, Try>> = {}): Promise<Run> {
  const targets: string[] = [];
  const limits: AttemptLimit[] = [];
  const end = await runAttempts<Target, Try>({
    targets: Object.keys(fails).map((id) => ({ id })),
    deadline: new Deadline(60_000, systemClock),
    clock: systemClock,
    chance: Math.random,
    cancellation: new Cancellation(),
    begin({ id }, limit) {
      targets.push(id);
      limits.push(limit);
      return tried(id, fails[id]?.shift());
    },
    ...plan,
  });
  const [opened, failure] = "opened" in end ? [end.opened.target, undefined] : [undefined, end.failure];
  return { opened, failure, tried: targets, limits };
}

const fail = (failed: FailureClass, more: Partial<Failure> = {}): Failure => ({ class: failed, detail: "", ...more });

test("targets are tried in order until one answers", async () => {
  const { opened, tried } = await run({ a: [fail("auth")], b: [], c: [] });
  expect(tried).toEqual(["a", "b"]);
  expect(opened).toBe("b");
});

test("each target gets its share of what is left, so that a silent one leaves time for the others", async () => {
  const { limits } = await run({ a: [fail("auth")], b: [fail("auth")], c: [] });
  expect(limits.map((limit) => limit.class)).toEqual(["timeout-attempt", "timeout-attempt", "deadline"]);
  expect(limits[0]?.ms).toBeLessThanOrEqual(20_000);
  expect(limits[1]?.ms).toBeLessThanOrEqual(30_000);
});

test("a limit of each attempt stands in for the share, and what is left of the deadline is the last one's", async () => {
  const { limits } = await run({ a: [fail("auth")], b: [] }, { attempt: 20_000, firstToken: () => 25_000 });
  expect(limits).toEqual([
    { ms: 20_000, class: "timeout-attempt", whole: 20_000, share: 0.5 },
    { ms: 20_000, class: "timeout-attempt", whole: 20_000, share: 1 },
  ]);
  const late = await run({ a: [] }, { attempt: 20_000, deadline: new Deadline(500, systemClock) });
  expect(late.limits[0]!.class).toBe("deadline");
  expect(late.limits[0]!.ms).toBeLessThanOrEqual(500);
});

test("the limit for the first token holds where it is shorter", async () => {
  const { limits } = await run({ a: [fail("auth")], b: [] }, { firstToken: () => 40_000 });
  expect(limits.map((limit) => limit.class)).toEqual(["timeout-attempt", "timeout-first-token"]);
});

test("a failure that is the client's own ends the attempts", async () => {
  const { failure, tried } = await run({ a: [fail("bad-request")], b: [] });
  expect(tried).toEqual(["a"]);
  expect(failure?.class).toBe("bad-request");
});

test("a second round tries what may pass, first what may be asked first", async () => {
  const { opened, tried } = await run({
    a: [fail("rate-limited", { retryAfter: 600 })],
    b: [fail("auth")],
    c: [fail("server-error"), fail("server-error")],
  });
  expect(tried).toEqual(["a", "b", "c", "c", "a"]);
  expect(opened).toBe("a");
});

test("there is no third round", async () => {
  const { failure, tried } = await run({ a: [fail("connect"), fail("overloaded"), fail("connect")] });
  expect(tried).toEqual(["a", "a"]);
  expect(failure?.class).toBe("overloaded");
});

describe("rounds as a route says", () => {
  const down = () => Array.from({ length: 9 }, () => fail("connect"));
  const instant: Clock = {
    ...systemClock,
    after: (_, call) => systemClock.after(0, call),
    cancel: (timer) => systemClock.cancel(timer),
    now: () => systemClock.now(),
    date: () => systemClock.date(),
  };

  test.each([
    [0, 1],
    [1, 2],
    [3, 4],
  ])("%i further ones are %i attempts", async (times, attempts) => {
    const { tried } = await run({ a: down() }, { retry: { times }, clock: instant });
    expect(tried).toHaveLength(attempts);
  });

  test("none waits less than it says, and a provider's own wait holds where it fits", async () => {
    const waits: number[] = [];
    const after: Clock["after"] = (ms, call) => {
      waits.push(ms);
      return systemClock.after(0, call);
    };
    const clock: Clock = { ...instant, after };
    const retry = { times: 1, after: 8_000 };
    await run({ a: down() }, { retry, clock });
    await run({ a: [fail("rate-limited", { retryAfter: 30_000 })] }, { retry, clock });
    expect(waits[0]).toBeGreaterThan(7_900);
    expect(waits[0]).toBeLessThanOrEqual(10_000);
    expect(waits[1]).toBeGreaterThan(29_900);
    const { tried } = await run({ a: [fail("rate-limited", { retryAfter: 61_000 })] }, { retry, clock });
    expect(tried).toEqual(["a"]);
  });

  test("no plan and no rounds make more attempts than the bound of all", async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`t${i}`, down()]));
    const { tried } = await run(many, { retry: { times: 5 }, clock: instant });
    expect(tried).toHaveLength(MOST_ATTEMPTS);
    const more = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`t${i}`, down()]));
    expect((await run(more, { clock: instant })).tried).toHaveLength(MOST_ATTEMPTS);
  });
});

test("the client is told the most telling failure", async () => {
  const { failure } = await run({ a: [fail("auth")], b: [fail("quota")], c: [fail("not-found")] });
  expect(failure?.class).toBe("quota");
});

test("a wait beyond the deadline is not begun", async () => {
  const { tried } = await run({ a: [fail("connect")] }, { deadline: new Deadline(50, systemClock) });
  expect(tried).toEqual(["a"]);
});

test("what has opened is not replaced, whatever becomes of it", async () => {
  const broken = { ...tried("a", undefined), finished: Promise.resolve(fail("truncated")) };
  const begun: string[] = [];
  const { opened } = await run(
    { a: [], b: [] },
    {
      begin: ({ id }) => {
        begun.push(id);
        return broken;
      },
    },
  );
  expect([opened, begun]).toEqual(["a", ["a"]]);
});

test("a request that is cancelled during a wait is tried no more", async () => {
  const cancellation = new Cancellation();
  let tries = 0;
  const { failure } = await run(
    { a: [] },
    {
      cancellation,
      begin: ({ id }) => {
        tries++;
        setImmediate(() => cancellation.cancel(fail("cancelled")));
        return tried(id, fail("connect"));
      },
    },
  );
  expect(tries).toBe(1);
  expect(failure?.class).toBe("cancelled");
});

test("a request that is cancelled breaks off the attempt that runs, and the one that has opened", async () => {
  for (const opens of [false, true]) {
    const cancellation = new Cancellation();
    const causes: string[] = [];
    const pending = new Promise<Failure | undefined>((resolve) => {
      cancellation.listen();
      setImmediate(() => resolve(opens ? undefined : fail("cancelled")));
    });
    const ended = run(
      { a: [] },
      {
        cancellation,
        begin: ({ id }) => ({ ...tried(id, undefined), opened: pending, cancel: (cause) => causes.push(cause.class) }),
      },
    );
    if (opens) await ended;
    cancellation.cancel(fail("cancelled"));
    await ended;
    expect(causes).toEqual(["cancelled"]);
  }
});
