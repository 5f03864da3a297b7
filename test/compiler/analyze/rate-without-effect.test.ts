import { expect, test } from "vitest";
import { Random } from "../../agreement/random.ts";
import { compileFiles } from "../in-memory.ts";

const seconds = { second: 1, minute: 60, hour: 3_600 } as const;

interface Rate {
  readonly most: number;
  readonly window: keyof typeof seconds;
}

/** Told of the inner one of two limits of the same callers. */
function isTold(inner: Rate, outer: Rate): boolean {
  const limit = ({ most, window }: Rate, per: string) => `{ per: ${per}, requests: ${most}, window: ${window} }`;
  const source = `routes: { chat: { otherwise: openai/gpt-5.4-mini } }
limits: { inner: ${limit(inner, "r.key.id")}, outer: ${limit(outer, "r.key.team")} }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": source });
  return diagnostics.some(({ code, message }) => code === "rate/without-effect" && message.startsWith("`inner`"));
}

/** A bucket that holds `most` and fills evenly. */
class Bucket {
  readonly #rate: Rate;
  #has: number;
  #at = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#has = rate.most;
  }

  fill(now: number): number {
    const { most, window } = this.#rate;
    this.#has = Math.min(most, this.#has + ((now - this.#at) * most) / seconds[window]);
    this.#at = now;
    return this.#has;
  }

  take(): void {
    this.#has -= 1;
  }
}

/** Some schedule of requests finds the inner one full where the outer one has room. */
function isReached(inner: Rate, outer: Rate): boolean {
  const [a, b] = [new Bucket(inner), new Bucket(outer)];
  // As soon as the outer one takes a request, one comes: no schedule uses more of the inner one.
  for (let now = 0; now < 4_000; now += 0.25) {
    for (;;) {
      const [has, other] = [a.fill(now), b.fill(now)];
      if (other < 1 - 1e-9) break;
      if (has < 1 - 1e-9) return true;
      a.take();
      b.take();
    }
  }
  return false;
}

test("a limit within another is told to be without effect exactly where no schedule of requests reaches it", () => {
  const random = new Random(11);
  const counts = { told: 0, reached: 0 };
  const rate = (): Rate => ({ most: 1 + random.integer(30), window: random.pick(["second", "minute", "hour"]) });
  for (let i = 0; i < 60; i += 1) {
    const [inner, outer] = [rate(), rate()];
    const told = isTold(inner, outer);
    expect(told, JSON.stringify({ inner, outer })).toBe(!isReached(inner, outer));
    counts[told ? "told" : "reached"] += 1;
  }
  expect(Math.min(counts.told, counts.reached)).toBeGreaterThan(10);
}, 60_000);

test.each([
  [
    "the outer one goes on with another model",
    "outer: { per: r.key.team, requests: 5, window: minute, exhausted: openai/gpt-6-luna }",
  ],
  ["the outer one is for another route", "outer: { per: r.key.team, requests: 5, window: minute, routes: [other] }"],
  ["the outer one tells callers apart otherwise", "outer: { per: r.metadata.customer, requests: 5, window: minute }"],
  ["the outer one counts something else", "outer: { per: r.key.id, outputTokens: 500000, window: minute }"],
  ["the outer one is of requests at once", "outer: { per: r.key.id, concurrency: 2 }"],
])("nothing is told of a limit where %s", (_, outer) => {
  const source = `metadata: { customer: string }
routes: { chat: { otherwise: openai/gpt-5.4-mini }, other: { otherwise: openai/gpt-5.4-mini } }
limits: { inner: { per: r.key.id, requests: 50, window: minute, routes: [chat] }, ${outer} }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": source });
  expect(diagnostics.map(({ code }) => code)).not.toContain("rate/without-effect");
});
