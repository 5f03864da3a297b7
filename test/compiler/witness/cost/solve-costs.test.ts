import { describe, expect, test } from "vitest";
import { HARD_COST, MAX_COST, UPPER_FILL } from "../../../../compiler/lower/derived-facts.ts";
import { nextDouble } from "../../../../compiler/lower/interval.ts";
import type { CostTerm } from "../../../../compiler/plan/cost-term.ts";
import { measureOf, spelledFill } from "../../../../compiler/plan/measure.ts";
import { Work } from "../../../../compiler/regions/search/work.ts";
import { RateTimes } from "../../../../compiler/witness/cost/rate-times.ts";
import { type CostAnswer, type CostWish, solveCosts } from "../../../../compiler/witness/cost/solve-costs.ts";
import type { Clock } from "../../../../compiler/witness/request/times.ts";
import { clipped, type Range, type WholeRange } from "../../../../compiler/witness/values/number-ranges.ts";
import type { TablePrice } from "../../../../schemas/table-price.ts";
import { worstCost } from "../../../../semantics/worst-cost.ts";
import { Random } from "../../../agreement/random.ts";

/** What is asked of a target: a cost by one of two figures, or how much of the window is filled. */
interface Wish extends Omit<CostWish, "measure"> {
  fact: string;
  term: CostTerm;
}

interface Case {
  wishes: Wish[];
  /** By the upper figure, and by the hard one. */
  input: WholeRange[];
  hard: WholeRange[];
  output: WholeRange[];
  outputMayMiss: boolean;
  choices: WholeRange[];
  audio: boolean;
  clock: Clock;
}

const today = new Date("2026-01-05T00:00:00Z");

function solve({ clock, wishes, input, hard, ...question }: Case, work = new Work(1e7)): CostAnswer {
  const terms = wishes.map(({ term }) => term);
  const measured = wishes.map((wish): CostWish => {
    const argument = wish.fact === UPPER_FILL ? spelledFill(wish.term) : "a/b";
    return { ...wish, measure: measureOf(wish.fact, argument, new Map([["a/b", wish.term]]))! };
  });
  const inputs = { expected: [{ least: 0, most: 1_000 }], upper: input, hard };
  const times = new RateTimes().of(terms, clock, today);
  return solveCosts({ ...question, wishes: measured, inputs, times, couple: (some) => some }, work);
}

const rates = [0, 0.1, 0.3, 1, 1.25, 2.5];

function randomPrice(random: Random): TablePrice {
  const rate = () => random.pick(rates);
  return {
    input: rate(),
    output: rate(),
    ...(random.once(3) && { cacheWrite: rate() }),
    ...(random.once(4) && { cacheWrite1h: rate() }),
    ...(random.once(4) && { reasoning: rate() }),
    ...(random.once(4) && { inputAudio: rate(), outputAudio: rate() }),
    ...(random.once(6) && { per1kQueries: 0.001 }),
    ...(random.once(8) && { unknown: ["inputAudio" as const] }),
    ...(random.once(3) && {
      tiers: [
        { above: 4, input: rate() },
        { above: 9, output: rate() },
      ],
    }),
    ...(random.once(3) && {
      scheduled: [
        { from: "2026-01-07", input: rate() },
        { from: "2026-02", output: rate() },
      ],
    }),
    ...(random.once(3) && { offPeak: { output: rate(), peak: [{ days: [1, 2], from: 8 * 60, to: 9 * 60 + 30 }] } }),
    ...(random.once(3) && { serviceTiers: { flex: { input: rate() }, priority: { input: rate(), output: rate() } } }),
  };
}

function randomTerm(random: Random): CostTerm {
  return {
    price: random.once(12) ? { input: 1 } : randomPrice(random),
    carried: {
      choices: !random.once(4),
      serviceTier: !random.once(4),
      searches: true,
      longCache: random.once(2),
    },
    mostOutput: random.pick([3, 8, 50]),
    ...(random.once(6) && { fixedOutput: random.pick([2, 20]) }),
    ...(random.once(6) && { fixedTier: "flex" }),
    ...(random.once(8) && { fixedChoices: 2 }),
    ...(random.once(2) && { usualOutput: 4 }),
    tokens: { expected: 1.25, upper: random.pick([1, 0.5]) },
    added: { expected: 0, upper: random.pick([0, 2]), hard: random.pick([0, 3]) },
  };
}

/** Around what some request costs or fills, down to a single double. */
function randomRange(random: Random, wish: Pick<Wish, "fact" | "term">): Range {
  const cost = () => {
    const tokens = { upper: 1 + random.integer(15), hard: 1 + random.integer(15), out: 1 + random.integer(10) };
    const asked = { serviceTier: undefined, audio: random.once(3), answers: 1 + random.integer(3), at: today };
    return worst(wish, { ...tokens, ...asked }) ?? 0;
  };
  const from = random.once(4) ? Number.NEGATIVE_INFINITY : cost();
  const to = random.once(4) ? Number.POSITIVE_INFINITY : random.once(2) ? nextDouble(from) : nextDouble(cost());
  return from < to ? { from, to } : { from, to: nextDouble(from) };
}

function randomWholes(random: Random): WholeRange[] {
  const least = 1 + random.integer(12);
  const most = least + random.integer(8);
  return random.once(2)
    ? [{ least, most }]
    : [
        { least, most },
        { least: most + 2, most: most + 4 },
      ];
}

function randomCase(random: Random): Case {
  const wishes = random.list(1 + random.integer(3), () => {
    const wish = { fact: random.pick([MAX_COST, MAX_COST, HARD_COST, UPPER_FILL]), term: randomTerm(random) };
    return { ...wish, ranges: [randomRange(random, wish)], mayMiss: random.once(2) };
  });
  return {
    wishes,
    input: randomWholes(random),
    hard: random.once(3) ? randomWholes(random) : [{ least: 5, most: 9 }],
    output: random.once(4) ? [] : randomWholes(random),
    outputMayMiss: random.once(2),
    choices: random.pick([[{ least: 1, most: 1 }], [{ least: 1, most: 4 }], [{ least: 1, most: 1 }, { least: 3, most: 3 }]]), // biome-ignore format: one line
    audio: random.once(4),
    clock: random.pick([
      { weekdays: [0, 1, 2, 3, 4, 5, 6], hours: [12, 8, 9, 10], zones: [] },
      { weekdays: [2], hours: [9], zones: [] },
      { weekdays: [0, 3], hours: [12], zones: [] },
    ]),
  };
}

/** Two weeks from today, and one from when the last prices begin. */
const days = [...Array(14).keys(), ...Array.from({ length: 7 }, (_, day) => 27 + day)].map(
  (day) => today.getTime() + day * 86_400_000,
);

/** Every request of the case, without a thought. */
function* requests({ wishes, input, hard, output, outputMayMiss, choices, audio, clock }: Case) {
  const times = days
    .filter((day) => clock.weekdays.includes(new Date(day).getUTCDay()))
    .flatMap((day) =>
      clock.hours.flatMap((hour) => [0, 30].map((minute) => new Date(day + (hour * 60 + minute) * 6e4))),
    );
  const seen = new Set<string>();
  for (const serviceTier of [undefined, "flex", "priority", "auto"]) {
    for (const at of times) {
      const costs = wishes.map((wish) =>
        [1, 5, 10, 30].map((i) =>
          [0, 1].map((out) => worst(wish, { upper: i, hard: i, out, at, serviceTier, audio, answers: 1 })),
        ),
      );
      if (seen.size === seen.add(JSON.stringify(costs)).size) continue;
      const written = [...(outputMayMiss ? [undefined] : []), ...wholes(output)];
      for (const upper of wholes(input))
        for (const hardTokens of wholes(hard))
          for (const out of written)
            for (const answers of wholes(choices))
              yield { upper, hard: hardTokens, out, at, serviceTier, audio, answers };
    }
  }
}

function wholes(ranges: readonly WholeRange[]): number[] {
  return ranges.flatMap(({ least, most }) => Array.from({ length: most - least + 1 }, (_, i) => least + i));
}

interface Request {
  upper: number;
  hard: number;
  out: number | undefined;
  at: Date;
  serviceTier: string | undefined;
  audio: boolean;
  answers: number;
}

/** USD, or tokens. */
function worst({ fact, term }: Pick<Wish, "fact" | "term">, request: Request): number | undefined {
  const { out, at, serviceTier, audio, answers } = request;
  const { fixedOutput, mostOutput, usualOutput, tokens, added } = term;
  const upper = (request.upper + added.upper) * tokens.upper;
  const sent = fixedOutput ?? out ?? usualOutput;
  if (fact === UPPER_FILL) return upper + (sent === undefined ? 1 : Math.min(sent, mostOutput));
  const output = Math.min(fixedOutput ?? out ?? mostOutput, mostOutput);
  const [tier, choices] = [term.fixedTier ?? serviceTier, term.fixedChoices ?? answers];
  const input = fact === HARD_COST ? request.hard + added.hard : upper;
  const micro = worstCost(term, { input, output, choices, audio, serviceTier: tier }, at);
  return micro === undefined ? undefined : micro / 1e6;
}

function isMet(wish: Wish, request: Request): boolean {
  const value = worst(wish, request);
  if (value === undefined) return wish.mayMiss;
  return wish.ranges.some(({ from, to }) => from <= value && value < to);
}

describe("small cases", () => {
  const random = new Random(11);
  const cases = random.list(200, () => randomCase(random));

  test("have an answer exactly when a look at every request finds one", () => {
    const counts = { values: 0, none: 0, unknown: 0 };
    for (const each of cases) {
      const answer = solve(each);
      counts[answer.kind] += 1;
      const found = requests(each).some((request) => each.wishes.every((wish) => isMet(wish, request)));
      if (answer.kind !== (found ? "values" : "none")) expect([answer.kind, each]).toEqual(found);
    }
    expect(Math.min(counts.values, counts.none)).toBeGreaterThan(30);
  });

  test("are answered with a request that costs what is asked", () => {
    for (const each of cases) {
      const answer = solve(each);
      if (answer.kind !== "values") continue;
      const { inputs, output, choices, at, serviceTier } = answer.values;
      const request = { out: output, at, serviceTier, audio: each.audio, answers: choices };
      for (const end of ["least", "most"] as const) {
        const [upper, hard] = [inputs.upper[end], inputs.hard[end]];
        expect(each.wishes.every((wish) => isMet(wish, { ...request, upper, hard }))).toBe(true);
        expect(clipped(each.input, upper, upper)).toHaveLength(1);
        expect(clipped(each.hard, hard, hard)).toHaveLength(1);
      }
      expect(clipped(each.choices, choices, choices)).toHaveLength(1);
      expect(output === undefined ? each.outputMayMiss : clipped(each.output, output, output).length === 1).toBe(true);
      expect(each.clock.weekdays).toContain(at.getUTCDay());
      expect(each.clock.hours).toContain(at.getUTCHours());
      expect(at >= today).toBe(true);
    }
  });
});

const anyTime: Clock = { weekdays: [0, 1, 2, 3, 4, 5, 6], hours: [12], zones: [] };
const carried = { choices: true, serviceTier: true, searches: true, longCache: true };
const plain = {
  carried,
  tokens: { expected: 1, upper: 1 },
  added: { expected: 0, upper: 0, hard: 0 },
  mostOutput: 64_000,
};
const dear: CostTerm = { ...plain, price: { input: 3, output: 15 } };

function costing(from: number, to: number, term: CostTerm = dear): Wish {
  return { fact: MAX_COST, term, ranges: [{ from, to }], mayMiss: false };
}

describe("large cases", () => {
  const most = {
    input: [{ least: 7, most: 16_000_000 }],
    hard: [{ least: 7, most: 16_000_000 }],
    output: [{ least: 1, most: Number.MAX_SAFE_INTEGER }],
    choices: [{ least: 1, most: 1 }],
    audio: false,
  };

  test("a cap is met from both sides, at one double", () => {
    const exact = (200_000 * 3 + 1_234 * 15) / 1e6;
    const answer = solve({
      wishes: [costing(exact, nextDouble(exact))],
      ...most,
      outputMayMiss: false,
      clock: anyTime,
    });
    expect(answer.kind).toBe("values");
  });

  test("what no number of tokens costs exactly is proved", () => {
    const between = nextDouble((200_000 * 3) / 1e6);
    const answer = solve({ wishes: [costing(between, between + 1e-9)], ...most, outputMayMiss: true, clock: anyTime });
    expect(answer.kind).toBe("none");
  });

  test("two targets cannot cost against the order of their prices", () => {
    const cheap: CostTerm = { ...plain, price: { input: 0.15, output: 0.6 } };
    const wishes = [costing(0.5, 1), costing(1.01, 5, cheap)];
    expect(solve({ wishes, ...most, outputMayMiss: true, clock: anyTime }).kind).toBe("none");
  });

  test("spent work is said, and no verdict", () => {
    const between = (7 * 3.000001) / 1e6;
    const odd: CostTerm = { ...plain, price: { input: 3.000001, output: 15.000003 } };
    const wishes = [costing(between + 1, nextDouble(between + 1), odd)];
    const question = { wishes, ...most, outputMayMiss: false, clock: anyTime };
    expect(solve(question, new Work(50)).kind).toBe("unknown");
  });
});
