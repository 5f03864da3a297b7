/** The check of schemas against another implementation, over random schemas and values. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { meets } from "../../../../runtime/request/shadow/meets.ts";
import { Random } from "../../../agreement/random.ts";

type Json = unknown;

const names = ["a", "b", "c"];

function value(random: Random, depth: number): Json {
  switch (random.integer(depth > 0 ? 8 : 6)) {
    case 0:
      return null;
    case 1:
      return random.once(2);
    case 2:
      return random.pick([0, 1, -1, 2.5, 10, 1e9]);
    case 3:
      return random.pick(["", "x", "xyz", "a long text", "𝒳𝒴"]);
    case 4:
      return random.pick([[], {}]);
    case 5:
      return random.pick([1, "1", [1], { a: 1 }]);
    case 6:
      return random.list(random.integer(4), () => value(random, depth - 1));
    default:
      return Object.fromEntries(names.filter(() => random.once(2)).map((name) => [name, value(random, depth - 1)]));
  }
}

function schema(random: Random, depth: number): Json {
  if (random.once(12)) return random.once(2);
  const types = ["object", "array", "string", "number", "integer", "boolean", "null"];
  const inner = (): Json => schema(random, depth - 1);
  const rules: (() => Record<string, Json>)[] = [
    () => ({ type: random.pick(types) }),
    () => ({ type: [random.pick(types), random.pick(types)].filter((one, i, all) => all.indexOf(one) === i) }),
    () => ({ const: value(random, 1) }),
    () => ({
      enum: [value(random, 1), "x", 1].filter(
        (one, i, all) => all.findIndex((o) => JSON.stringify(o) === JSON.stringify(one)) === i,
      ),
    }),
    () => ({ required: names.filter(() => random.once(3)) }),
    () => ({ minimum: random.integer(4), maximum: random.integer(12) }),
    () => ({ exclusiveMinimum: random.integer(3), exclusiveMaximum: random.integer(12) }),
    () => ({ minLength: random.integer(3), maxLength: 1 + random.integer(6) }),
    () => ({ minItems: random.integer(2), maxItems: 1 + random.integer(3), uniqueItems: random.once(2) }),
    () => ({ minProperties: random.integer(2), maxProperties: 1 + random.integer(2) }),
    () => ({ description: "words", default: 3 }),
    () => ({ $ref: "#/$defs/node" }),
  ];
  if (depth > 0) {
    rules.push(
      () => ({ properties: Object.fromEntries(names.filter(() => random.once(2)).map((name) => [name, inner()])) }),
      () => ({ properties: { a: inner() }, additionalProperties: random.once(2) ? false : inner() }),
      () => ({ items: inner() }),
      () => ({ anyOf: [inner(), inner()] }),
      () => ({ oneOf: [inner(), inner()] }),
      () => ({ allOf: [inner(), inner()] }),
      () => ({ not: inner() }),
    );
  }
  return Object.assign({}, ...random.list(1 + random.integer(3), () => random.pick(rules)())) as Json;
}

const node = {
  type: ["object", "number", "string"],
  properties: { a: { $ref: "#/$defs/node" } },
  additionalProperties: { type: "number" },
};

test("what it says is what another implementation says, for 1,500 random pairs", () => {
  const random = new Random(7_031);
  const said = { true: 0, false: 0 };
  for (let i = 0; i < 150; i++) {
    const made = schema(random, 3);
    const root =
      typeof made === "boolean" ? { allOf: [made], $defs: { node } } : { ...(made as object), $defs: { node } };
    const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(root);
    for (let j = 0; j < 10; j++) {
      const one = value(random, 3);
      const expected = valid(one) as boolean;
      const found = meets(root, one);
      if (found !== expected) expect.soft({ root, one, found }).toEqual({ root, one, found: expected });
      said[`${expected}`] += 1;
    }
  }
  expect(Math.min(said.true, said.false)).toBeGreaterThan(200);
});

test.each([
  [{ pattern: "^(a+)+$" }, "aaaa"],
  [{ type: "object", patternProperties: { "^a": {} } }, {}],
  [{ $ref: "https://example.com/schema" }, 1],
  [{ $ref: "#/$defs/nowhere" }, 1],
  [{ type: "word" }, "x"],
  [{ properties: [] }, {}],
  [{ if: {} }, 1],
  ["no schema", 1],
])("what it does not know is not guessed: %j", (given, one) => {
  expect(meets(given, one)).toBeUndefined();
});

test("a part that is known to be wrong is enough, whatever stands beside it", () => {
  expect(meets({ type: "string", pattern: "^x" }, 1)).toBe(false);
  expect(meets({ anyOf: [{ pattern: "^x" }, { type: "string" }] }, "x")).toBe(true);
});

test("a schema that goes round in a circle, or multiplies, comes to an end", () => {
  expect(meets({ $ref: "#" }, 1)).toBeUndefined();
  const wide = Array.from({ length: 10 }, () => ({ $ref: "#" }));
  expect(meets({ not: { anyOf: wide } }, 1)).toBeUndefined();
  let deep: unknown = {};
  for (let i = 0; i < 10_000; i++) deep = { a: deep };
  expect(meets({ properties: { a: { $ref: "#" } } }, deep)).toBeUndefined();
});
