import { describe, expect, it } from "vitest";
import { validatorModule } from "../../generate/table-validator.ts";
import { validateTable } from "../../schemas/generated/table-validator.js";
import type { Table } from "../../schemas/table.ts";

const minimal: Table = {
  format: "pointsman-table",
  version: 1,
  hash: `sha256-${"0".repeat(64)}`,
  compiler: "0.1.0",
  features: [],
  catalogAsOf: "2026-11-20",
  metadata: { plan: { values: ["free", "paid"], required: true }, note: {} },
  providers: [
    {
      id: "acme",
      dialect: "openai",
      chatUrl: "https://api.acme.test/v1/chat/completions",
      auth: { header: "Authorization", scheme: "Bearer", env: ["ACME_KEY"] },
      headers: {},
    },
  ],
  targets: [
    {
      id: "acme/anvil",
      provider: 0,
      model: "anvil",
      context: 1000,
      lacks: [],
      price: { input: 1, output: 2, tiers: [{ above: 500, input: 2 }] },
      parameters: { rename: { max_tokens: "max_completion_tokens" } },
    },
  ],
  plans: [{ targets: [0], order: 0 }],
  routes: [
    {
      name: "chat",
      rules: [{ when: "r.stream", action: { plan: 0 } }],
      otherwise: { reject: { status: 400, message: "no" } },
      boxes: [0],
      columns: [{ kind: "boolean", fact: "stream", cells: [0, 1] }],
      vectors: ["", "AQAAAAEAAAA="],
      max: {},
      limits: { deadline: 60_000, idle: 30_000 },
    },
  ],
};

/** A copy of the minimal table with another value at a place; `undefined` takes the place away. */
function changed(at: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(minimal);
  const parent = at.slice(0, -1).reduce((inner, key) => (inner as Record<string, unknown>)[key], copy);
  const key = at.at(-1)!;
  if (value === undefined) delete (parent as Record<string, unknown>)[key];
  else (parent as Record<string, unknown>)[key] = value;
  return copy;
}

describe("the table's validator", () => {
  it("accepts a table", () => {
    expect(validateTable(minimal)).toBe(true);
    expect(validateTable.errors).toBeNull();
  });

  it.each<[string, (string | number)[], unknown, string]>([
    ["an unknown key", ["routes", 0, "extra"], 1, "/routes/0"],
    ["a missing field", ["targets", 0, "model"], undefined, "/targets/0"],
    ["a wrong type", ["providers", 0, "chatUrl"], 5, "/providers/0/chatUrl"],
    ["a negative index", ["plans", 0, "targets"], [-1], "/plans/0/targets/0"],
    ["a fraction where an index is due", ["routes", 0, "boxes"], [0.5], "/routes/0/boxes/0"],
    ["another format", ["format"], "other", "/format"],
    ["a hash of another kind", ["hash"], "md5-0", "/hash"],
    ["a column of an unknown kind", ["routes", 0, "columns", 0, "kind"], "blob", "/routes/0/columns/0"],
    ["a refusal with a status of success", ["routes", 0, "otherwise", "reject", "status"], 200, "/routes/0/otherwise"],
    ["an action that is two things", ["routes", 0, "otherwise", "plan"], 0, "/routes/0/otherwise"],
  ])("refuses %s, and says where", (_, at, value, where) => {
    expect(validateTable(changed(at, value))).toBe(false);
    expect(validateTable.errors?.some(({ instancePath }) => instancePath.startsWith(where))).toBe(true);
  });

  it.each([[null], [[]], ["table"], [undefined]])("refuses %j", (data) => {
    expect(validateTable(data)).toBe(false);
  });
});

describe("generation of a validator", () => {
  it("fails when the code would need a library at run time", () => {
    const schema = { $id: "urn:pointsman:test", type: "string", minLength: 3 };
    expect(() => validatorModule("validate", schema)).toThrow(/must stand alone, but its code has: require\(/);
  });
});
