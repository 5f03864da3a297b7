import { expect, test } from "vitest";
import { Cancellation } from "../../../runtime/attempts/cancellation.ts";
import { Deadline } from "../../../runtime/attempts/deadline.ts";
import { type AttemptsEnd, type AttemptsPlan, runAttempts } from "../../../runtime/attempts/run.ts";
import type { Failure } from "../../../runtime/failures.ts";
import type { FailureClass } from "../../../semantics/failures.ts";

interface Target {
  id: string;
}

interface Run {
  end: AttemptsEnd<Target>;
  /** Targets in the order they were tried. */
  tried: string[];
  limits: { ms: number; class: FailureClass }[];
}

/** Runs over targets that fail as listed, one failure per try, and then answer. */
async function run(fails: Record<string, Failure[]>, plan: Partial<AttemptsPlan<Target>> = {}): Promise<Run> {
  const tried: string[] = [];
  const limits: Run["limits"] = [];
  const end = await runAttempts<Target>({
    targets: Object.keys(fails).map((id) => ({ id })),
    deadline: new Deadline(60_000),
    cancellation: new Cancellation(),
    records: [],
    async attempt({ id }, limit) {
      tried.push(id);
      limits.push(limit);
      const failure = fails[id]?.shift();
      return { committed: false, ...(failure && { failure }) };
    },
    ...plan,
  });
  return { end, tried, limits };
}

const fail = (failed: FailureClass, more: Partial<Failure> = {}): Failure => ({ class: failed, detail: "", ...more });

test("targets are tried in order until one answers", async () => {
  const { end, tried } = await run({ a: [fail("auth")], b: [], c: [] });
  expect(tried).toEqual(["a", "b"]);
  expect(end).toEqual({ committed: false, target: { id: "b" } });
});

test("each target gets its share of what is left, so that a silent one leaves time for the others", async () => {
  const { limits } = await run({ a: [fail("auth")], b: [fail("auth")], c: [] });
  expect(limits.map((limit) => limit.class)).toEqual(["timeout-attempt", "timeout-attempt", "deadline"]);
  expect(limits[0]?.ms).toBeLessThanOrEqual(20_000);
  expect(limits[1]?.ms).toBeLessThanOrEqual(30_000);
});

test("the limit for the first token holds where it is shorter", async () => {
  const { limits } = await run({ a: [fail("auth")], b: [] }, { firstToken: 40_000 });
  expect(limits.map((limit) => limit.class)).toEqual(["timeout-attempt", "timeout-first-token"]);
});

test("a failure that is the client's own ends the attempts", async () => {
  const { end, tried } = await run({ a: [fail("bad-request")], b: [] });
  expect(tried).toEqual(["a"]);
  expect(end.failure?.class).toBe("bad-request");
});

test("a second round tries what may pass, first what may be asked first", async () => {
  const { end, tried } = await run({
    a: [fail("rate-limited", { retryAfter: 600 })],
    b: [fail("auth")],
    c: [fail("server-error"), fail("server-error")],
  });
  expect(tried).toEqual(["a", "b", "c", "c", "a"]);
  expect(end.target?.id).toBe("a");
});

test("there is no third round", async () => {
  const { end, tried } = await run({ a: [fail("connect"), fail("overloaded"), fail("connect")] });
  expect(tried).toEqual(["a", "a"]);
  expect(end.failure?.class).toBe("overloaded");
});

test("the client is told the most telling failure", async () => {
  const { end } = await run({ a: [fail("auth")], b: [fail("quota")], c: [fail("not-found")] });
  expect(end.failure?.class).toBe("quota");
});

test("a wait beyond the deadline is not begun", async () => {
  const { tried } = await run({ a: [fail("connect")] }, { deadline: new Deadline(50) });
  expect(tried).toEqual(["a"]);
});

test("what has begun to answer is not replaced", async () => {
  const { end, tried } = await run(
    { a: [], b: [] },
    {
      attempt: async () => ({ failure: fail("truncated"), committed: true }),
    },
  );
  expect(tried).toEqual([]);
  expect(end).toMatchObject({ committed: true, target: { id: "a" }, failure: { class: "truncated" } });
});

test("a request that is cancelled during a wait is tried no more", async () => {
  const cancellation = new Cancellation();
  let tries = 0;
  const { end } = await run(
    { a: [] },
    {
      cancellation,
      attempt: async () => {
        tries++;
        setImmediate(() => cancellation.cancel(fail("cancelled")));
        return { failure: fail("connect"), committed: false };
      },
    },
  );
  expect(tries).toBe(1);
  expect(end.failure?.class).toBe("cancelled");
});
