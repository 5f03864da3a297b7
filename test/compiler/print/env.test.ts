import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { compileFiles } from "../in-memory.ts";

const yaml = `routes:
  chat: { env: [stage, prod, stage], otherwise: openai/gpt-5.4-mini }
  open: { otherwise: openai/gpt-5.4-mini }
`;

const typescript = `import { policy } from "pointsman";
export default policy({
  routes: { open: { otherwise: "openai/gpt-5.4-mini" }, chat: { otherwise: "openai/gpt-5.4-mini", env: ["prod", "stage"] } },
});
`;

test("whose keys may use a route is the same table in either spelling, as written and as printed", () => {
  const { policy, table } = compileFiles({ "routes.yaml": yaml });
  const document = policyDocument(policy!);
  for (const [name, text] of [
    ["routes.ts", typescript],
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    expect(compileFiles({ [name]: text }, { types: true }).table?.text, text).toBe(table!.text);
  }
});

test("the table has environments once each, sorted, and asks for a runtime that knows them", () => {
  const { routes, features } = compileFiles({ "routes.yaml": yaml }).table!.value;
  expect(routes.map(({ name, env }) => [name, env])).toEqual([
    ["chat", ["prod", "stage"]],
    ["open", undefined],
  ]);
  expect(features).toContain("route/env");
  const open = compileFiles({ "routes.yaml": yaml.replace("env: [stage, prod, stage], ", "") });
  expect(open.table!.value.features).not.toContain("route/env");
});

test.each([
  ["[]", "syntax/empty-list"],
  ["prod", "syntax/shape"],
  ['[""]', "syntax/shape"],
  ["[1]", "syntax/shape"],
])("an env of %s is a finding", (env, code) => {
  const { diagnostics } = compileFiles({ "routes.yaml": yaml.replace("[stage, prod, stage]", env) });
  expect(diagnostics.map((one) => one.code)).toEqual([code]);
});
