import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { seededRandom } from "../../simulator/random.ts";
import { schemaExample } from "../../simulator/schema-example.ts";

const tree = {
  $ref: "#/$defs/node",
  $defs: {
    node: {
      type: "object",
      properties: { name: { type: "string" }, children: { type: "array", items: { $ref: "#/$defs/node" } } },
      required: ["name"],
      additionalProperties: false,
    },
  },
};

test.each([
  [
    "an object",
    { type: "object", properties: { a: { type: "string" }, b: { type: "integer" } }, required: ["a", "b"] },
  ],
  ["bounds", { type: "integer", minimum: 10, maximum: 12 }],
  ["open bounds", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }],
  ["multiples", { type: "integer", multipleOf: 7, minimum: 20 }],
  ["negative numbers", { type: "integer", maximum: -5 }],
  ["lengths", { type: "string", minLength: 40, maxLength: 41 }],
  ["short strings", { type: "string", maxLength: 3 }],
  ["lists", { type: "array", items: { enum: ["x", "y"] }, minItems: 3 }],
  ["empty lists", { type: "array", maxItems: 0 }],
  ["a constant", { const: { a: [1, null] } }],
  ["several types", { type: ["null", "boolean"] }],
  ["anyOf", { anyOf: [{ type: "object", properties: { k: { const: 1 } }, required: ["k"] }, { type: "null" }] }],
  ["allOf", { allOf: [{ type: "object", required: ["p"] }, { properties: { p: { type: "boolean" } } }] }],
  ["recursion", tree],
])("an example of %s follows the schema", (_, schema) => {
  const valid = new Ajv2020({ strict: false }).compile(schema);
  for (let seed = 0; seed < 20; seed += 1) {
    const value = schemaExample(schema, seededRandom(seed));
    expect(valid(value), `${JSON.stringify(value)} ${JSON.stringify(valid.errors)}`).toBe(true);
  }
});

test("endless required recursion ends", () => {
  const schema = { type: "object", properties: { again: { $ref: "#" } }, required: ["again"] };
  expect(JSON.stringify(schemaExample(schema, seededRandom(1)))).toMatch(/^\{"again":.*null/);
});
