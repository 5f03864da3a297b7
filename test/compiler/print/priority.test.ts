import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { compileFiles } from "../in-memory.ts";

const overlay = `providers:
  openai: { accountConcurrency: 40, line: { most: 20, wait: 2s } }
models:
  openai/gpt-5.4-mini: { concurrency: 5, line: { most: 7, wait: 500ms } }
`;

const yaml = `routes:
  chat:
    rules:
      - { when: r.stream, use: openai/gpt-5.4-mini, priority: 10 }
      - { when: r.turns > 5, use: openai/gpt-5.4-mini }
    otherwise: openai/gpt-5.4
    priority: -3
`;

const typescript = `import { policy } from "pointsman";
export default policy({
  routes: {
    chat: {
      rules: [
        { when: (r) => r.stream, use: "openai/gpt-5.4-mini", priority: 10 },
        { when: (r) => r.turns > 5, use: "openai/gpt-5.4-mini" },
      ],
      otherwise: "openai/gpt-5.4",
      priority: -3,
    },
  },
});
`;

test("priorities are the same table in either spelling, as written and as printed", () => {
  const { policy, table, diagnostics } = compileFiles({ "routes.yaml": yaml, "catalog.yaml": overlay });
  expect(diagnostics).toEqual([]);
  const document = policyDocument(policy!);
  for (const [name, text] of [
    ["routes.ts", typescript],
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = compileFiles({ [name]: text, "catalog.yaml": overlay });
    expect(again.diagnostics, text).toEqual([]);
    expect(again.table!.text, text).toBe(table!.text);
  }
});

test("a rule's priority replaces its route's, and the table has lines and bounds in the runtime's units", () => {
  const { value, text } = compileFiles({ "routes.yaml": yaml, "catalog.yaml": overlay }).table!;
  const [chat] = value.routes;
  const priorities = [...chat!.rules.map(({ action }) => action), chat!.otherwise].map((action) =>
    "plan" in action ? value.plans[action.plan]!.priority : undefined,
  );
  expect(priorities).toEqual([10, -3, -3]);
  expect(Object.fromEntries(value.targets.map(({ id, concurrency, line }) => [id, { concurrency, line }]))).toEqual({
    "openai/gpt-5.4-mini": { concurrency: 5, line: { most: 7, wait: 500 } },
    "openai/gpt-5.4": { concurrency: undefined, line: { most: 20, wait: 2_000 } },
  });
  expect(value.providers.map(({ concurrency }) => concurrency)).toEqual([40]);
  expect(value.features).toEqual(expect.arrayContaining(["plan/priority", "provider/concurrency", "target/line"]));
  expect(() => loadTable(text)).not.toThrow();
});

test("rules that differ in their priority alone are two rules", () => {
  const both = yaml
    .replace("use: openai/gpt-5.4-mini }", "use: openai/gpt-5.4 }")
    .replace("priority: -3", "priority: 10");
  const { diagnostics } = compileFiles({
    "routes.yaml": both.replace("gpt-5.4-mini, priority: 10", "gpt-5.4, priority: 11"),
    "catalog.yaml": overlay.replace(/models:.*/s, ""),
  });
  expect(diagnostics.filter(({ message }) => message.includes("r.stream"))).toEqual([]);
  const same = compileFiles({
    "routes.yaml": both.replace("gpt-5.4-mini, priority: 10", "gpt-5.4, priority: 10"),
    "catalog.yaml": overlay.replace(/models:.*/s, ""),
  });
  expect(same.diagnostics.map(({ code }) => code)).toContain("reach/redundant-rule");
});

test.each([
  ["priority: 101", yaml.replace("priority: 10", "priority: 101"), overlay],
  ["priority: 1.5", yaml.replace("priority: 10", "priority: 1.5"), overlay],
  ["a wait without its unit", yaml, overlay.replace("wait: 2s", "wait: 2")],
  ["a wait of a day and more", yaml, overlay.replace("wait: 2s", "wait: 25h")],
  ["a line without an end", yaml, overlay.replace("most: 20, ", "")],
  ["a line of nobody", yaml, overlay.replace("most: 20", "most: 0")],
])("%s is an error where it is written", (_, policy, catalog) => {
  const { table, diagnostics } = compileFiles({ "routes.yaml": policy, "catalog.yaml": catalog });
  expect(table).toBeUndefined();
  expect(diagnostics.every(({ span }) => span !== undefined)).toBe(true);
});
