import { describe, expect, test } from "vitest";
import type { FactValue } from "../../semantics/facts/facts.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import { sampleOf } from "../../semantics/facts/sample.ts";
import { spellFact } from "../../semantics/spell-fact.ts";
import { factsOf } from "../runtime/table/tables.ts";

const state = {
  budgets: { team: { spent: 400, limit: 500 }, "a.left": { spent: 1, limit: 2 } },
  latency: { standard: { firstToken: { p95: 1_200.5 } }, "alpha/small-1.5": { total: { p50: 3 } } },
  health: { "alpha/small-1.5": "degraded" as const },
};

function read(fact: string, argument?: string): FactValue {
  return readerOf(fact, argument)!.read(factsOf({ state }), argument ?? "");
}

describe("facts about how things stand", () => {
  test.each<[string, FactValue]>([
    ["budget.team.left", 100],
    ["budget.team.spent", 400],
    ["budget.team.ratio", 0.8],
    ["budget.a.left.left", 1],
    ["budget.other.left", undefined],
    ["budget.constructor.left", undefined],
    ["latency.standard.firstToken.p95", 1_200.5],
    ["latency.standard.firstToken.p50", undefined],
    ["latency.alpha/small-1.5.total.p50", 3],
    ["health.alpha/small-1.5", "degraded"],
    ["health.beta/huge", undefined],
  ])("%s", (fact, value) => {
    expect(read(fact)).toBe(value);
  });

  test("are all missing without a state", () => {
    for (const fact of ["budget.team.left", "latency.standard.total.p50", "health.alpha/small-1.5"]) {
      expect(readerOf(fact)!.read(factsOf(), "")).toBeUndefined();
    }
  });
});

describe("a sample", () => {
  test.each([
    ["", 0],
    ["test", 0xba6bd213],
    ["Hello, world!", 0xc0363e43],
    ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
  ])("is MurmurHash3 of %j", (value, hash) => {
    expect(sampleOf(value)).toBe((hash / 2 ** 32) * 100);
  });

  test("is the same for the same value of the fact, and missing without it", () => {
    const sampled = (id: string) => readerOf("sample")!.read(factsOf({ key: { id, tags: [] } }), "key.id");
    expect(sampled("test")).toBe(sampled("test"));
    expect(sampled("test")).not.toBe(sampled("tesu"));
    expect(readerOf("sample")!.read(factsOf(), "key.team")).toBeUndefined();
    expect(readerOf("sample")!.read(factsOf(), "no-fact")).toBeUndefined();
  });

  test("is spread evenly: no tenth has a tenth more or less than its share", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 20_000; i++) tenths[Math.floor(sampleOf(`user-${i}`) / 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });
});

describe("a text", () => {
  const facts = factsOf({ body: { model: "chat-eu", messages: [{ role: "user", content: "Refund\n12345" }] } });
  test.each<[string, string, FactValue]>([
    ["text.startsWith", "Refund", true],
    ["text.endsWith", "12345", true],
    ["text.matches", "/^\\d{5}$/m", true],
    ["text.matches", "/refund/", false],
    ["text.matches", "/refund/i", true],
    ["model.startsWith", "chat-", true],
    ["model.endsWith", "-us", false],
    ["key.team.includes", "", false],
    ["metadata.startsWith.startsWith", "a", false],
  ])("%s(%s)", (fact, argument, value) => {
    expect(readerOf(fact, argument)!.read(facts, argument)).toBe(value);
  });

  test("is not asked with what is no pattern", () => {
    for (const argument of ["refund", "/(/", "/a/g", "/a/x", ""])
      expect(readerOf("text.matches", argument)).toBeUndefined();
  });
});

test.each([
  [{ kind: "number", fact: "inputTokens" }, "inputTokens"],
  [{ kind: "number", fact: "sample", argument: "key.id" }, 'sample("key.id")'],
  [{ kind: "boolean", fact: "key.tags", argument: "vip" }, 'key.tags.includes("vip")'],
  [{ kind: "boolean", fact: "text.matches", argument: "/a\\d/i" }, "text.matches(/a\\d/i)"],
  [{ kind: "boolean", fact: "metadata.x-y.startsWith", argument: "a" }, 'metadata["x-y"].startsWith("a")'],
  [{ kind: "string", fact: "health.alpha/small-1.5" }, 'health["alpha/small-1.5"]'],
  [{ kind: "number", fact: "latency.alpha/small-1.5.total.p50" }, 'latency["alpha/small-1.5"].total.p50'],
  [{ kind: "number", fact: "budget.team.left" }, "budget.team.left"],
  [{ kind: "string", fact: "metadata.left" }, "metadata.left"],
])("%j is spelled as a condition spells it", (column, spelled) => {
  expect(spellFact(column)).toBe(spelled);
});
