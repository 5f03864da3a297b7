import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { reservedNames } from "../../../schemas/parameters/metadata.ts";
import type { Table } from "../../../schemas/table.ts";
import { compileFiles, findings } from "../in-memory.ts";

const rules = `rules: [
  { when: (r) => r.metadata.a === "x" && r.metadata.c === "y", use: "openai/gpt-6-luna" },
  { when: (r) => r.metadata.b.startsWith("z") || r.metadata.d === "q", use: "openai/gpt-6-luna" },
  { when: (r) => r.metadata.e === "w", use: "openai/gpt-6-luna" },
]`;
const typescript = `import { policy } from "pointsman";
export default policy({
  metadata: {
    a: { values: ["x", "w"], required: true },
    b: { required: true },
    c: { values: ["y"], required: false },
    d: "string",
    e: ["w"],
  },
  routes: { chat: { ${rules}, otherwise: "openai/gpt-5.4-mini" } },
});
`;
const yaml = `metadata:
  e: [w]
  d: string
  c: { values: [y] }
  b: { required: true }
  a: { values: [w, x], required: true }
routes:
  chat:
    rules:
      - { when: r.metadata.a === "x" && r.metadata.c === "y", use: openai/gpt-6-luna }
      - { when: r.metadata.b.startsWith("z") || r.metadata.d === "q", use: openai/gpt-6-luna }
      - { when: r.metadata.e === "w", use: openai/gpt-6-luna }
    otherwise: openai/gpt-5.4-mini
`;

test("both spellings of closed and required metadata are one table, which says what may be sent", () => {
  const [first, second] = [compileFiles({ "routes.ts": typescript }), compileFiles({ "routes.yaml": yaml })];
  expect([...findings(first), ...findings(second)]).toEqual([]);
  expect(second.table!.text).toBe(first.table!.text);
  expect((JSON.parse(first.table!.text) as Table).metadata).toEqual({
    a: { values: ["w", "x"], required: true },
    b: { required: true },
    c: { values: ["y"] },
    d: {},
    e: { values: ["w"] },
  });
});

test("what is printed of a declaration is the same declaration", () => {
  const { policy, table } = compileFiles({ "routes.ts": typescript });
  const document = policyDocument(policy!);
  expect(compileFiles({ "routes.json.yaml": JSON.stringify(document) }).table!.text).toBe(table!.text);
  expect(compileFiles({ "routes.ts": printTypescript(document) }).table!.text).toBe(table!.text);
});

describe("a declaration is refused", () => {
  const found = (declared: string) => {
    const text = `metadata: ${declared}\nroutes: { chat: { otherwise: openai/gpt-5.4-mini } }\n`;
    return findings(compileFiles({ "routes.yaml": text })).filter((finding) => !finding.startsWith("name/unused"));
  };

  test.each(reservedNames)("when it is named like the header x-pointsman-%s", (name) => {
    expect(found(`{ ${name}: string }`)).toEqual([`name/reserved-metadata: ${name}`]);
    expect(found(`{ ${name.toUpperCase()}: [a] }`)).toEqual([`name/reserved-metadata: ${name.toUpperCase()}`]);
  });

  test.each([
    ["with a value twice", "{ a: { values: [x, y, x], required: true } }", "name/duplicate-metadata-value: x"],
    ["without a value", "{ a: { values: [] } }", "syntax/empty-list: []"],
    ["that says nothing", "{ a: {} }", "syntax/missing-key: {}"],
    ["with another key", "{ a: { require: true, values: [x] } }", "name/unknown-key: require"],
    ["with another type", "{ a: number }", "syntax/shape: number"],
    ["required by a text", '{ a: { required: "yes" } }', 'syntax/shape: "yes"'],
    ["with a number as a value", "{ a: { values: [1] } }", "syntax/shape: 1"],
    ["with a value that is too long to be sent", `{ a: [${"x".repeat(513)}] }`, `syntax/shape: ${"x".repeat(513)}`],
  ])("%s", (_, declared, finding) => {
    expect(found(declared)).toContain(finding);
  });
});
