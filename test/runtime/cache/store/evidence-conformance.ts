import { expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";

export function evidenceConformance(store: () => CacheStore): void {
  test("what is found adds up by series and period, the oldest first", async () => {
    const { evidence } = store();
    await evidence.add("faq ü", 12, { checks: 3, wrong: 1 });
    await evidence.add("faq ü", 9, { checks: 1, wrong: 0 });
    await evidence.add("faq ü", 12, { checks: 2, wrong: 2 });
    await evidence.add("other", 12, { checks: 7, wrong: 7 });
    expect(await evidence.read("faq ü")).toEqual([
      { period: 9, checks: 1, wrong: 0 },
      { period: 12, checks: 5, wrong: 3 },
    ]);
    expect(await evidence.read("never")).toEqual([]);
  });

  test("nothing of what is added at once is lost", async () => {
    const { evidence } = store();
    const all = Array.from({ length: 300 }, (_, i) =>
      evidence.add("s", i % 2, { checks: 1, wrong: i % 3 === 0 ? 1 : 0 }),
    );
    await Promise.all(all);
    expect(await evidence.read("s")).toEqual([
      { period: 0, checks: 150, wrong: 50 },
      { period: 1, checks: 150, wrong: 50 },
    ]);
  });

  test("what lies before a period is forgotten, of one series", async () => {
    const { evidence } = store();
    for (const series of ["a", "b"])
      for (const period of [100, 9, 10, 20_784]) await evidence.add(series, period, { checks: 1, wrong: 0 });
    await evidence.forget("a", 100);
    await evidence.forget("never", 100);
    expect((await evidence.read("a")).map(({ period }) => period)).toEqual([100, 20_784]);
    expect((await evidence.read("b")).map(({ period }) => period)).toEqual([9, 10, 100, 20_784]);
    await evidence.forget("a", 30_000);
    expect(await evidence.read("a")).toEqual([]);
  });

  test("entries that are dropped leave the evidence", async () => {
    await store().evidence.add("a", 1, { checks: 1, wrong: 0 });
    await store().drop({});
    await store().expire(Number.MAX_SAFE_INTEGER);
    expect(await store().evidence.read("a")).toHaveLength(1);
  });
}
