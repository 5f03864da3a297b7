import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreakerTerms, failures } from "../../../runtime/failures.ts";
import { Breaker, type BreakerState } from "../../../runtime/state/breaker.ts";
import type { FailureClass } from "../../../semantics/failures.ts";

const counted = Object.entries(failures).flatMap(([name, { breaker }]) =>
  breaker ? [{ class: name as FailureClass, terms: breaker }] : [],
);
const named = (name: FailureClass) => counted.find((one) => one.class === name)!;

describe("a breaker", () => {
  test.each([
    { name: "rate-limited", times: 1 },
    { name: "quota", times: 1 },
    { name: "auth", times: 2 },
    { name: "connect", times: 3 },
    { name: "timeout-first-token", times: 3 },
    { name: "server-error", times: 5 },
    { name: "overloaded", times: 5 },
  ] as const)("opens after $times times $name in a row, and not before", ({ name, times }) => {
    const breaker = new Breaker();
    for (let i = 1; i < times; i++) breaker.failed(breaker.begin(), named(name), i);
    expect(breaker.state).toBe("closed");
    breaker.failed(breaker.begin(), named(name), times);
    expect([breaker.state, breaker.cause]).toEqual(["open", name]);
  });

  test("rests for as long as the provider asks, and twice as long after each try that failed where it does not", () => {
    const breaker = new Breaker();
    breaker.failed(breaker.begin(), { ...named("rate-limited"), retryAfter: 7_000 }, 1_000);
    expect([breaker.blocks(7_999), breaker.blocks(8_000)]).toEqual([true, false]);
    const rests = Array.from({ length: 9 }, (_, i) => {
      breaker.failed(breaker.begin(), named("rate-limited"), i);
      return breaker.rest(i);
    });
    expect(rests).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
    breaker.succeeded(breaker.begin());
    breaker.failed(breaker.begin(), named("rate-limited"), 0);
    expect(breaker.rest(0)).toBe(1_000);
  });

  test("believes nobody who asks for a wait of more than an hour", () => {
    const breaker = new Breaker();
    breaker.failed(breaker.begin(), { ...named("rate-limited"), retryAfter: 1e12 }, 0);
    expect(breaker.rest(0)).toBe(3_600_000);
  });

  test("failures of some hours, one in an hour, do not open it", () => {
    const breaker = new Breaker();
    for (let hour = 1; hour < 50; hour++) breaker.failed(breaker.begin(), named("server-error"), hour * 3_600_000);
    expect(breaker.state).toBe("closed");
  });

  test("one failure among four requests does not open it; two among three do", () => {
    const run = (failing: (i: number) => boolean): BreakerState => {
      const breaker = new Breaker();
      for (let i = 0; i < 60 && breaker.state === "closed"; i++) {
        if (failing(i)) breaker.failed(breaker.begin(), named("server-error"), i);
        else breaker.succeeded(breaker.begin());
      }
      return breaker.state;
    };
    expect([run((i) => i % 4 === 0), run((i) => i % 3 !== 0)]).toEqual(["closed", "open"]);
  });

  test("one that answers and breaks off each time is open again sooner than at first", () => {
    const breaker = new Breaker();
    const breaksOff = (): void => breaker.failed(breaker.opened(breaker.begin()), named("truncated"), 0);
    for (let i = 0; i < 5; i++) breaksOff();
    expect(breaker.state).toBe("open");
    breaksOff();
    breaksOff();
    expect(breaker.state).toBe("closed");
    breaksOff();
    expect(breaker.state).toBe("open");
  });
});

/** In thirtieths, and by whole periods of one state: another arithmetic and another book-keeping than the breaker's. */
interface Period {
  readonly state: BreakerState;
  /** The one that tries, while half-open. */
  readonly prober?: number;
  until: number;
  units: number;
  readonly failedTries: number;
}

type Event =
  | { readonly kind: "begin" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "open" | "succeed" | "leave"; readonly attempt: number }
  | {
      readonly kind: "fail";
      readonly attempt: number;
      readonly class: number;
      readonly retryAfter: number | undefined;
    };

class Model {
  now = 0;
  period: Period = { state: "closed", until: 0, units: 0, failedTries: 0 };
  /** By attempt, the period in which it counts. */
  readonly #of: (Period | undefined)[] = [];
  #lastFailure = Number.NEGATIVE_INFINITY;

  begin(): void {
    if (this.period.state === "open") this.period = { ...this.period, state: "half-open", prober: this.#of.length };
    const counts = this.period.state === "closed" || this.period.prober === this.#of.length;
    this.#of.push(counts ? this.period : undefined);
  }
  open(attempt: number): void {
    if (this.#of[attempt] !== this.period || this.period.state !== "half-open") return;
    this.period = { state: "closed", until: 0, units: 15, failedTries: 0 };
    this.#of[attempt] = this.period;
  }
  succeed(attempt: number): void {
    if (this.#of[attempt] !== this.period) return;
    // An answer that ends has begun: with one piece both are one.
    if (this.period.state === "half-open") this.open(attempt);
    this.period.units = Math.max(0, this.period.units - 6);
  }
  leave(attempt: number): void {
    if (this.#of[attempt] !== this.period || this.period.state !== "half-open") return;
    this.period = { ...this.period, state: "open", until: this.now };
  }
  fail(attempt: number, { after, rest, longestRest }: BreakerTerms, retryAfter: number | undefined): void {
    const { period } = this;
    if (this.#of[attempt] !== period) return;
    if (this.now - this.#lastFailure > 300_000) period.units = 0;
    this.#lastFailure = this.now;
    period.units += 30 / after;
    if (period.state === "closed" && period.units < 30) return;
    const failedTries = period.failedTries + (period.state === "half-open" ? 1 : 0);
    const ms = retryAfter ?? Math.min(longestRest, rest * 2 ** failedTries);
    this.period = { state: "open", until: this.now + ms, units: period.units, failedTries };
  }
  get blocks(): boolean {
    return this.period.state === "half-open" || (this.period.state === "open" && this.now < this.period.until);
  }
}

const attempt = fc.nat(30);
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Event>({ kind: "begin" }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(400_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("open" as const, "succeed" as const, "leave" as const), attempt }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("fail" as const),
      attempt,
      class: fc.nat(counted.length - 1),
      retryAfter: fc.option(fc.nat(100_000), { nil: undefined }),
    }),
  },
);

const legal: readonly string[] = ["closed>open", "open>half-open", "half-open>closed", "half-open>open"];

test("whatever begins, opens, fails and ends in whatever order, a breaker does as its model, by legal steps only", () => {
  const seen = new Set<string>();
  const property = fc.property(fc.array(event, { maxLength: 80 }), (events) => {
    const [breaker, model, tickets, running] = [new Breaker(), new Model(), [] as number[], [] as number[]];
    for (const one of events) {
      const before = breaker.state;
      if (one.kind === "begin") {
        running.push(tickets.push(breaker.begin()) - 1);
        model.begin();
      } else if (one.kind === "wait") model.now += one.ms;
      else if (running.length > 0) {
        const at = one.attempt % running.length;
        take(one, { breaker, model, tickets }, running[at]!);
        // Each ends once.
        if (one.kind !== "open") running.splice(at, 1);
      }
      expect([breaker.state, breaker.blocks(model.now)]).toEqual([model.period.state, model.blocks]);
      if (breaker.state === "open") expect(breaker.rest(model.now)).toBe(Math.max(0, model.period.until - model.now));
      if (breaker.state !== before) seen.add(`${before}>${breaker.state}`);
    }
  });
  fc.assert(property, { numRuns: 3_000 });
  expect([...seen].sort()).toEqual([...legal].sort());
});

interface Both {
  breaker: Breaker;
  model: Model;
  tickets: number[];
}

function take(event: Exclude<Event, { kind: "begin" | "wait" }>, { breaker, model, tickets }: Both, i: number): void {
  const ticket = tickets[i]!;
  switch (event.kind) {
    case "open":
      tickets[i] = breaker.opened(ticket);
      model.open(i);
      return;
    case "succeed":
      breaker.succeeded(ticket);
      model.succeed(i);
      return;
    case "leave":
      breaker.unknown(ticket, model.now);
      model.leave(i);
      return;
    case "fail": {
      const failure = counted[event.class]!;
      breaker.failed(ticket, { ...failure, retryAfter: event.retryAfter }, model.now);
      model.fail(i, failure.terms, event.retryAfter);
      return;
    }
  }
  event satisfies never;
}

test("a provider that says when to come again is believed for half a minute, of a limit only", () => {
  const said = (name: FailureClass, retryAfter?: number) => {
    const breaker = new Breaker();
    breaker.failed(
      breaker.begin(),
      { class: name, terms: { ...failures[name].breaker!, after: 1 }, retryAfter },
      1_000,
    );
    return [1_000, 30_999, 31_000].map((now) => breaker.refuses(now));
  };
  expect(said("rate-limited", 600_000)).toEqual([600_000, 570_001, 0]);
  expect(said("quota", 10_000)).toEqual([10_000, 0, 0]);
  expect(said("rate-limited")).toEqual([0, 0, 0]);
  expect(said("server-error", 600_000)).toEqual([0, 0, 0]);
});
