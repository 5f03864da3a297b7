import { expect, test } from "vitest";
import type { Store } from "../../../../runtime/state/store/store.ts";
import type { UsageAddition, UsageRow } from "../../../../runtime/state/store/usage-ledger.ts";

const row = (some: Partial<UsageRow>): UsageRow => ({
  ...{ day: "2026-11-27", key: "k1", team: "a", route: "chat", rule: "", provider: "p", model: "m", family: "f" },
  ...{ requests: 1, input: 10, cacheRead: 4, cacheWrite: 2, output: 5, reasoning: 3 },
  ...{ cost: 1_000, unsettled: 0, unpriced: 0, cacheHits: 0 },
  ...some,
});
let turns = 0;
const added = (...rows: UsageRow[]): UsageAddition => ({ writer: "w", turn: ++turns, rows });
const all = { from: "2026-01-01", to: "2026-12-31" };

export function usageConformance(store: () => Store): void {
  test("where nothing was used there are no rows, and a sum over nothing is none", async () => {
    expect(await store().usage.sums({ by: ["team"], ...all })).toEqual([]);
    expect(await store().usage.sums({ by: [], ...all })).toEqual([]);
  });

  test("rows of one place add up, whoever adds them", async () => {
    await store().usage.add(added(row({}), row({ cost: 500, cacheHits: 1 })));
    await store().usage.add(added(row({ unsettled: 7, unpriced: 1 })));
    expect(await store().usage.sums({ by: [], ...all })).toEqual([
      {
        ...{ requests: 3, input: 30, cacheRead: 12, cacheWrite: 6, output: 15, reasoning: 9 },
        ...{ cost: 2_500, unsettled: 7, unpriced: 1, cacheHits: 1 },
      },
    ]);
  });

  test("an addition that is made again is there once, and others of its writer or of another one are added", async () => {
    const { usage } = store();
    const first = added(row({ cost: 1 }));
    const second = added(row({ cost: 10 }));
    for (const addition of [first, first, { ...first, writer: "other" }, second, second]) await usage.add(addition);
    await usage.trim("2026-01-01");
    await usage.add(second);
    expect(await usage.sums({ by: [], ...all })).toMatchObject([{ requests: 3, cost: 12 }]);
  });

  test("how much there is is told by rows and days", async () => {
    const { usage } = store();
    expect(await usage.extent()).toEqual({ rows: 0 });
    const days = ["2026-11-27", "2026-10-01", "2026-11-27", "2026-11-02"];
    await usage.add(added(...days.map((day, i) => row({ day, key: `a${i}` })), row({ day: "2026-11-02" })));
    expect(await usage.extent()).toEqual({ rows: 5, days: ["2026-10-01", "2026-11-27"] });
    await usage.trim("2026-11-02");
    expect(await usage.extent()).toEqual({ rows: 4, days: ["2026-11-02", "2026-11-27"] });
    await usage.trim("2027-01-01");
    expect(await usage.extent()).toEqual({ rows: 0 });
  });

  test("use is summed by the columns that are asked for, dearest first", async () => {
    await store().usage.add(
      added(
        row({ team: "a", model: "m1", cost: 1 }),
        row({ team: "b", model: "m1", cost: 3 }),
        row({ team: "a", model: "m2", cost: 1 }),
      ),
    );
    const byTeam = await store().usage.sums({ by: ["team"], ...all });
    expect(byTeam.map(({ team, cost, requests }) => [team, cost, requests])).toEqual([
      ["b", 3, 1],
      ["a", 2, 2],
    ]);
    const byBoth = await store().usage.sums({ by: ["model", "team"], ...all });
    expect(byBoth.map(({ team, model, cost }) => [model, team, cost])).toEqual([
      ["m1", "b", 3],
      ["m1", "a", 1],
      ["m2", "a", 1],
    ]);
    expect(Object.keys(byTeam[0]!)).not.toContain("model");
  });

  test("days are both included, and those before one are forgotten", async () => {
    for (const day of ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28"])
      await store().usage.add(added(row({ day, cost: Number(day.slice(-2)) })));
    const days = async (from: string, to: string) =>
      (await store().usage.sums({ by: ["day"], from, to })).map(({ day }) => day);
    expect(await days("2026-11-26", "2026-11-27")).toEqual(["2026-11-27", "2026-11-26"]);
    await store().usage.trim("2026-11-27");
    expect(await days("2026-01-01", "2026-12-31")).toEqual(["2026-11-28", "2026-11-27"]);
  });

  test("names are any text, and costs beyond 32 bits are kept to the unit", async () => {
    const odd = { key: 'a"|\\,\u0000b', team: "", model: "größe/日本:1" };
    await store().usage.add(added(row({ ...odd, cost: 4_000_000_000_000_001 }), row({ ...odd, cost: 1 })));
    const [sum] = await store().usage.sums({ by: ["key", "team", "model"], ...all });
    expect(sum).toMatchObject({ ...odd, cost: 4_000_000_000_000_002 });
  });
}
