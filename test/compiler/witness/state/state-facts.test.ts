import { describe, expect, test } from "vitest";
import { nextDouble, previousDouble } from "../../../../compiler/lower/interval.ts";
import type { Budget } from "../../../../compiler/lower/ir.ts";
import { allCells, type Column, cellCount } from "../../../../compiler/regions/columns.ts";
import type { Part } from "../../../../compiler/witness/part.ts";
import { isAmong } from "../../../../compiler/witness/state/cell-of.ts";
import { stateFacts } from "../../../../compiler/witness/state/state-facts.ts";
import { type Health, type Quantiles, type State, state } from "../../../../schemas/state.ts";
import { Random } from "../../../agreement/random.ts";
import { columnMap, readFact } from "../read-fact.ts";

const origin = { file: "policy.ts", start: 0, end: 0 } as unknown as Budget["origin"];
const LIMIT = 500;

function number(fact: string, ...cuts: number[]): Column {
  return { kind: "number", fact, cuts };
}

function ask(columns: readonly Column[], cells: readonly bigint[], limit: number = LIMIT): Part<State> {
  const keys = [...columnMap(columns).keys()];
  const budgets: Budget[] = ["team", "a.left/b"].map((name) => ({ name, per: "key.id", limit, window: "day", origin }));
  return stateFacts(columnMap(columns), budgets, new Map(keys.map((key, i) => [key, cells[i]!])));
}

/** One state or the other is right: what is said falls into the cells, and of what is refused no state does. */
function check(columns: readonly Column[], cells: readonly bigint[], states: Iterable<State>): "values" | "conflict" {
  const part = ask(columns, cells);
  const fits = (said: State, keys: readonly string[]) =>
    columns.every(
      (column, i) => !keys.includes(column.fact) || isAmong(cells[i]!, column, readFact(column, { state: said })),
    );
  const story = JSON.stringify({ columns, cells: cells.map(String), part });
  if (part.kind === "values") {
    expect(state.safeParse(part.values).success, story).toBe(true);
    expect(
      fits(
        part.values,
        columns.map(({ fact }) => fact),
      ),
      story,
    ).toBe(true);
    return "values";
  }
  if (part.kind === "unknown") throw new Error(story);
  expect(part.keys.length).toBeGreaterThan(0);
  for (const said of states) expect(fits(said, part.keys), `${story} ${JSON.stringify(said)}`).toBe(false);
  return "conflict";
}

describe("the facts of a budget", () => {
  const amounts = [0, 0.1, 0.30000000000000004, 100, 400, 499.99, LIMIT, 600].flatMap((value) => [
    Math.max(0, previousDouble(value)),
    value,
    nextDouble(value),
  ]);
  const spentStates: State[] = [{}, ...amounts.map((spent) => ({ budgets: { team: { spent, limit: LIMIT } } }))];

  test("are of the same amount, or in conflict: random cells", () => {
    const random = new Random(1);
    const count = { values: 0, conflict: 0 };
    for (let i = 0; i < 2_000; i++) {
      const pick = () => random.pick(amounts);
      const readers = { left: (x: number) => LIMIT - x, spent: (x: number) => x, ratio: (x: number) => x / LIMIT };
      const columns = Object.entries(readers)
        .filter(() => !random.once(4))
        .map(([name, of]) =>
          number(`budget.team.${name}`, ...ascending(random.list(1 + random.integer(3), () => of(pick())))),
        );
      if (columns.length > 0)
        count[
          check(
            columns,
            columns.map((column) => someCells(random, column)),
            spentStates,
          )
        ] += 1;
    }
    expect(Math.min(...Object.values(count))).toBeGreaterThan(300);
  });

  test.each([0.1, 3, 500, 1e-300, 1e15 + 0.3])("are exact to the double, with a limit of %d", (limit) => {
    for (const spent of [limit / 3, limit * 0.8, limit, nextDouble(limit), previousDouble(limit)]) {
      const exactly = (value: number): number[] => [value, nextDouble(value)];
      const [left, ratio] = [limit - spent, spent / limit];
      const columns = [
        number("budget.team.left", ...exactly(left)),
        number("budget.team.spent", ...exactly(spent)),
        number("budget.team.ratio", ...exactly(ratio)),
      ];
      expect(ask(columns, [0b100n, 0b100n, 0b100n], limit)).toEqual({
        kind: "values",
        values: { budgets: { team: { spent, limit } } },
      });
      const without = ask([columns[0]!, columns[2]!], [0b100n, 0b100n], limit);
      const found = without.kind === "values" ? without.values.budgets!.team!.spent : Number.NaN;
      expect([limit - found, found / limit]).toEqual([left, ratio]);
    }
  });

  test("that exclude each other are named, the others are not", () => {
    const columns = [
      number("budget.team.left", 100),
      number("budget.team.spent", 100),
      number("budget.team.ratio", 0.9),
    ];
    expect(ask(columns, [0b100n, 0b111n, 0b100n])).toEqual({
      kind: "conflict",
      keys: ["budget.team.left", "budget.team.ratio"],
    });
  });

  test("cannot be below nothing spent", () => {
    expect(ask([number("budget.team.spent", 0)], [0b010n])).toEqual({ kind: "conflict", keys: ["budget.team.spent"] });
    expect(ask([number("budget.team.left", nextDouble(LIMIT))], [0b100n]).kind).toBe("conflict");
  });

  test("are round dollars where they can be, also of names with dots and slashes", () => {
    const columns = [number("budget.a.left/b.ratio", nextDouble(0.8)), number("budget.team.spent", 123.4)];
    expect(ask(columns, [0b100n, 0b100n])).toEqual({
      kind: "values",
      values: { budgets: { "a.left/b": { spent: 500, limit: LIMIT }, team: { spent: 200, limit: LIMIT } } },
    });
  });

  test("are not said where they may be missing", () => {
    expect(ask([number("budget.team.spent", 5), number("budget.team.left", 5)], [0b101n, 0b001n])).toEqual({
      kind: "values",
      values: {},
    });
  });

  test("are not known of a budget that the policy does not have", () => {
    expect(ask([number("budget.other.spent", 5)], [0b100n]).kind).toBe("unknown");
  });
});

describe("the facts of latency", () => {
  const values = [0, 5e-324, 3, 800, 1500].flatMap((value) => [value, nextDouble(value)]);
  const quantiles = function* (): Generator<Quantiles> {
    yield {};
    for (const p50 of values) {
      yield { p50 };
      yield { p95: p50 };
      for (const p95 of values) if (p50 <= p95) yield { p50, p95 };
    }
  };

  test("are possible with the median below the other, or in conflict: random cells", () => {
    const random = new Random(2);
    const states = [...quantiles()].map((total) => ({ latency: { "alpha/small-1.5": { total } } }));
    const count = { values: 0, conflict: 0 };
    for (let i = 0; i < 1_000; i++) {
      const columns = ["p50", "p95"].map((name) =>
        number(
          `latency.alpha/small-1.5.total.${name}`,
          ...ascending(random.list(1 + random.integer(3), () => random.pick(values))),
        ),
      );
      count[
        check(
          columns,
          columns.map((column) => someCells(random, column)),
          states,
        )
      ] += 1;
    }
    expect(Math.min(...Object.values(count))).toBeGreaterThan(50);
  });

  test("of the first token and of the whole answer have nothing to do with each other", () => {
    const columns = [number("latency.standard.firstToken.p50", 2_000), number("latency.standard.total.p95", 1_000)];
    expect(ask(columns, [0b100n, 0b010n])).toEqual({
      kind: "values",
      values: { latency: { standard: { firstToken: { p50: 2_000 }, total: { p95: 0 } } } },
    });
  });
});

describe("the health of a target", () => {
  const states = ["up", "degraded", "down"].map((health): State => ({ health: { "a/b": health as Health } }));

  test("is one of its values, or in conflict: all cells of all columns", () => {
    for (const values of [[], ["down"], ["degraded", "up"], ["degraded", "down", "up"]]) {
      const column: Column = { kind: "string", fact: "health.a/b", values };
      for (let cells = 1n; cells <= allCells(column); cells++) check([column], [cells], [{}, ...states]);
    }
  });

  test("is up, where it can be", () => {
    const column: Column = { kind: "string", fact: "health.a/b", values: ["down"] };
    expect(ask([column], [0b010n])).toEqual({ kind: "values", values: { health: { "a/b": "up" } } });
  });
});

test("a conflict anywhere counts before what is not known", () => {
  const columns = [number("budget.other.spent", 5), number("latency.standard.total.p50", 0)];
  expect(ask(columns, [0b100n, 0b010n])).toEqual({ kind: "conflict", keys: ["latency.standard.total.p50"] });
});

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function someCells(random: Random, column: Column): bigint {
  const cells = BigInt(1 + random.integer(2 ** cellCount(column) - 1));
  return random.once(4) || cells === 1n ? cells : cells & ~1n;
}
