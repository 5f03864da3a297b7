import { describe, expect, test } from "vitest";
import { nextDouble } from "../../../../compiler/lower/interval.ts";
import type { MetadataField } from "../../../../compiler/lower/ir.ts";
import { type Column, cellCount } from "../../../../compiler/regions/columns.ts";
import { Work } from "../../../../compiler/regions/search/work.ts";
import type { Part } from "../../../../compiler/witness/part.ts";
import { isAmong } from "../../../../compiler/witness/state/cell-of.ts";
import { type StringValues, stringFacts } from "../../../../compiler/witness/strings/string-facts.ts";
import type { FactValue } from "../../../../semantics/facts/facts.ts";
import { sampleOf } from "../../../../semantics/facts/sample.ts";
import { Random } from "../../../agreement/random.ts";
import { columnMap, readFact } from "../read-fact.ts";

const routeNames = ["chat", "chat-*", "chat-big", "chat-big-*", "*"];
const origin = { file: "policy.ts", start: 0, end: 0 } as unknown as MetadataField["origin"];
const metadata: MetadataField[] = [
  { name: "priority", values: ["low", "high"], origin },
  { name: "customer", origin },
  { name: "plan", values: ["a", "b"], required: true, origin },
  { name: "customer.includes", origin },
];
/** 2024-01-01 was a Monday. */
const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const equal = (fact: string, ...values: string[]): Column => ({ kind: "string", fact, values: values.sort() });
const asks = (fact: string, argument: string): Column => ({ kind: "boolean", fact, argument });
const sample = (argument: string, ...cuts: number[]): Column => ({ kind: "number", fact: "sample", argument, cuts });

function ask(columns: readonly Column[], cells: readonly bigint[], route: string = "chat"): Part<StringValues> {
  const map = columnMap(columns);
  const given = new Map([...map.keys()].map((key, i) => [key, cells[i]!]));
  return stringFacts({ columns: map, metadata, route, routeNames }, given, new Work(1_000_000));
}

function readBack(column: Column, values: StringValues, route: string): FactValue {
  const day = 1 + weekdays.indexOf(values.weekday ?? "mon");
  const now = new Date(`2024-01-0${day}T00:00:00Z`);
  const { endpoint = "chat", key, metadata } = values;
  return readFact(column, { body: { model: values.model }, route, endpoint, key, metadata, now });
}

function fits(columns: readonly Column[], cells: readonly bigint[], values: StringValues, route: string): boolean {
  return columns.every((column, i) => isAmong(cells[i]!, column, readBack(column, values, route)));
}

function values(columns: readonly Column[], cells: readonly bigint[], route: string = "chat"): StringValues {
  const part = ask(columns, cells, route);
  if (part.kind !== "values") throw new Error(JSON.stringify(part));
  expect(fits(columns, cells, part.values, route), JSON.stringify(part.values)).toBe(true);
  return part.values;
}

test("without a question it is a key, the route's name and what is required", () => {
  expect(values([], [])).toEqual({
    ...{ model: "chat", key: { id: "demo", tags: [] } },
    ...{ metadata: { plan: "a" }, headers: {} },
  });
});

test("what must not be there is left out, what must be has a natural value", () => {
  const columns = [
    equal("key.team", "red"),
    equal("metadata.priority", "high"),
    asks("key.tags", "vip"),
    asks("key.tags", "beta"),
  ];
  expect(values(columns, [0b010n, 0b110n, 0b10n, 0b11n])).toEqual({
    model: "chat",
    key: { id: "demo", team: "acme", tags: ["vip"] },
    metadata: { priority: "low", plan: "a" },
    headers: {},
  });
});

test("what is listed takes no other value, and what is required is there", () => {
  const conflict = { kind: "conflict" };
  // The cells are missing, any other value, and the value that is asked about.
  expect(ask([equal("metadata.priority", "high")], [0b010n])).toMatchObject({ kind: "values" });
  expect(ask([equal("metadata.priority", "high", "low")], [0b0010n])).toMatchObject(conflict);
  expect(ask([equal("metadata.priority", "high", "low")], [0b0001n])).toMatchObject({ kind: "values" });
  expect(ask([equal("metadata.plan", "a", "b")], [0b0011n])).toMatchObject(conflict);
  expect(ask([asks("metadata.plan.startsWith", "b")], [0b10n])).toMatchObject({
    kind: "values",
    values: { metadata: { plan: "b" } },
  });
  expect(ask([asks("metadata.plan.startsWith", "c")], [0b10n])).toMatchObject(conflict);
});

test("a text that is longer than callers may send is not made up", () => {
  const long = "x".repeat(513);
  expect(ask([asks("metadata.customer.includes", long)], [0b10n]).kind).not.toBe("values");
  expect(ask([asks("key.team.includes", long)], [0b10n])).toMatchObject({ kind: "values" });
});

test("metadata may be named like a method", () => {
  const columns = [equal("metadata.customer.includes", "a"), asks("metadata.customer.includes", "b")];
  expect(values(columns, [0b100n, 0b10n]).metadata).toMatchObject({ "customer.includes": "a" });
});

describe("the model", () => {
  test.each([
    ["chat", "chat"],
    ["chat-*", "chat-demo"],
    ["chat-big-*", "chat-big-demo"],
    ["*", "demo"],
  ])("of route %s is one that the runtime sends there", (route, model) => {
    expect(values([], [], route).model).toBe(model);
  });

  test("of a plain route is nothing else", () => {
    expect(ask([equal("model", "chat")], [0b010n])).toEqual({ kind: "conflict", keys: ["model"] });
    expect(ask([asks("model.includes", "x"), asks("key.id.includes", "x")], [0b10n, 0b10n])).toEqual({
      kind: "conflict",
      keys: ["model.includes\0x"],
    });
  });

  test("is no model of another route", () => {
    const columns = [
      equal("model", "chat", "chat-big", "chat-big-1", "chat-1", "other"),
      asks("model.startsWith", "chat-big"),
    ];
    expect(ask(columns, [0b1010101n, 0b11n], "chat-*").kind).toBe("conflict");
    expect(values(columns, [0b0000100n | 0b0001000n, 0b01n], "chat-*").model).toBe("chat-1");
    const found = values(columns, [0b10n, 0b10n], "chat-*").model;
    expect(found.startsWith("chat-big")).toBe(true);
    expect(found.startsWith("chat-big-")).toBe(false);
    expect(found).not.toBe("chat-big");
    expect(ask([asks("model.startsWith", "chat-big-")], [0b10n], "chat-*")).toEqual({
      kind: "conflict",
      keys: ["model.startsWith\0chat-big-"],
    });
  });
});

describe("a sample", () => {
  test("of one hash alone is hit exactly", () => {
    for (let i = 0; i < 40; i++) {
      const exact = (((i * 104_729_131 + 7) % 2 ** 32) / 2 ** 32) * 100;
      const columns = [sample("key.id", exact, nextDouble(exact))];
      expect(sampleOf(values(columns, [0b0100n]).key.id)).toBe(exact);
    }
  });

  test("between two hashes is in conflict with itself", () => {
    const between = nextDouble(50);
    expect(ask([sample("key.id", between, nextDouble(between))], [0b0100n])).toEqual({
      kind: "conflict",
      keys: ["sample\0key.id"],
    });
    expect(ask([sample("key.id", 0, 100)], [0b1011n]).kind).toBe("conflict");
  });

  test("and a beginning, an end and a part are hit together", () => {
    const columns = [
      asks("metadata.customer.startsWith", "acme/"),
      asks("metadata.customer.endsWith", ".com"),
      asks("metadata.customer.includes", "ü"),
      asks("metadata.customer.includes", "0"),
      sample("metadata.customer", 33.3, 33.3001),
    ];
    values(columns, [0b10n, 0b10n, 0b10n, 0b01n, 0b0100n]);
  });

  test("of one hash and whatever parts a text must have and must not are hit together: random predicates", () => {
    const random = new Random(5);
    const parts = ["a", "ab", "b", "team-", "x1", "é", "0", "acme"];
    const count = { values: 0, conflict: 0 };
    for (let i = 0; i < 300; i++) {
      const predicates = random.list(1 + random.integer(4), () =>
        asks(`key.id.${random.pick(["includes", "startsWith", "endsWith"])}`, random.pick(parts)),
      );
      const exact = (random.integer(2 ** 32) / 2 ** 32) * 100;
      const columns = [...columnMap([sample("key.id", exact, nextDouble(exact)), ...predicates]).values()];
      const cells = columns.map(({ kind }) => (kind === "number" ? 0b0100n : BigInt(1 + random.integer(3))));
      const part = ask(columns, cells);
      if (part.kind === "unknown") throw new Error(JSON.stringify({ columns, cells: cells.map(String) }));
      count[part.kind] += 1;
      if (part.kind === "values") expect(fits(columns, cells, part.values, "chat")).toBe(true);
      else expect(part.keys).not.toContain("sample\0key.id");
    }
    expect(count.values).toBeGreaterThan(200);
    expect(count.conflict).toBeGreaterThan(10);
  });

  test("of listed values is one of theirs", () => {
    const [first, second] = ["red", "green"].map(sampleOf) as [number, number];
    const columns = [equal("key.team", "red", "green"), sample("key.team", first, nextDouble(first))];
    expect(values(columns, [0b1100n, 0b0100n]).key.team).toBe("red");
    const other = [columns[0]!, sample("key.team", 0, Math.min(first, second) / 2), equal("key.env", "x")];
    expect(ask(other, [0b1100n, 0b0100n, 0b100n])).toEqual({
      kind: "conflict",
      keys: ["key.team", "sample\0key.team"],
    });
  });

  test("by the day of the week is one of seven", () => {
    const friday = sampleOf("fri");
    const columns = [sample("weekday", friday, nextDouble(friday)), asks("weekday.includes", "r")];
    expect(values(columns, [0b0100n, 0b10n]).weekday).toBe("fri");
    expect(ask(columns, [0b0100n, 0b01n])).toEqual({
      kind: "conflict",
      keys: ["sample\0weekday", "weekday.includes\0r"],
    });
  });

  test("of what is missing is missing", () => {
    const columns = [sample("key.team", 50), equal("key.team")];
    expect(values(columns, [0b001n, 0b11n]).key).toEqual({ id: "demo", tags: [] });
    expect(ask(columns, [0b001n, 0b10n])).toEqual({
      kind: "conflict",
      keys: expect.arrayContaining(["sample\0key.team"]),
    });
    expect(ask([sample("key.id", 50)], [0b001n])).toEqual({ kind: "conflict", keys: ["sample\0key.id"] });
  });
});

describe("random cells of random columns", () => {
  const parts = ["a", "ab", "b", "", "chat", "chat-", "m"];
  const texts = [
    ...parts,
    "abc",
    "ba",
    "mon",
    "tue",
    "low",
    "high",
    "acme",
    "chat-ab",
    "chat-big-a",
    "wed",
    "sun",
    "bcm",
    "mab",
  ];
  const facts = [
    "model",
    "route",
    "endpoint",
    "weekday",
    "key.id",
    "key.team",
    "metadata.customer",
    "metadata.priority",
    "metadata.plan",
  ];

  const randomColumn = (random: Random): Column => {
    const fact = random.pick(facts);
    if (random.once(3)) return equal(fact, ...new Set(random.list(1 + random.integer(3), () => random.pick(texts))));
    if (random.once(3)) return sample(fact, 0, random.pick([10, 50, 90]));
    return asks(`${fact}.${random.pick(["includes", "startsWith", "endsWith"])}`, random.pick(parts));
  };

  /** Of each fact alone, values that conditions ask about, with what is next to them. */
  function* candidates(route: string): Generator<StringValues> {
    const model = route === "chat" ? "chat" : "chat-demo";
    const plain: StringValues = { model, key: { id: "demo", tags: [] }, headers: {}, metadata: { plan: "a" } };
    for (const weekday of weekdays) yield { ...plain, weekday };
    for (const endpoint of ["chat", "messages", "responses", "embeddings"]) yield { ...plain, endpoint };
    for (const priority of ["low", "high"]) yield { ...plain, metadata: { plan: "a", priority } };
    for (const plan of ["a", "b"]) yield { ...plain, metadata: { plan } };
    for (const text of [...texts, ...texts.flatMap((text) => [`${text}x`, `x${text}`])]) {
      yield { ...plain, key: { id: text, team: text, tags: [] }, metadata: { customer: text, plan: "b" } };
      if (route === "chat-*" && /^chat-(?!big($|-))/.test(text)) yield { ...plain, model: text };
    }
  }

  test("are read back, or no value that comes to mind falls into what is in conflict", () => {
    const random = new Random(3);
    const count = { values: 0, conflict: 0, unknown: 0 };
    for (let i = 0; i < 1_500; i++) {
      const route = random.pick(["chat", "chat-*"]);
      const columns = [...columnMap(random.list(1 + random.integer(5), () => randomColumn(random))).values()];
      const cells = columns.map((column) => BigInt(1 + random.integer(2 ** cellCount(column) - 1)));
      const part = ask(columns, cells, route);
      const story = JSON.stringify({ route, columns, cells: cells.map(String), part });
      count[part.kind] += 1;
      if (part.kind === "values") expect(fits(columns, cells, part.values, route), story).toBe(true);
      if (part.kind !== "conflict") continue;
      const keys = [...columnMap(columns).keys()];
      const chosen = keys.flatMap((key, i) => (part.keys.includes(key) ? [i] : []));
      const of = <T>(all: readonly T[]): T[] => chosen.map((i) => all[i]!);
      for (const values of candidates(route)) expect(fits(of(columns), of(cells), values, route), story).toBe(false);
    }
    expect(Math.min(count.values, count.conflict)).toBeGreaterThan(200);
    expect(count.unknown).toBe(0);
  });
});
