import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { compileFiles } from "../in-memory.ts";

const yaml = `routes:
  chat:
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    deadline: 60s
    attempt: 20s
    retry: { times: 2, after: 1500ms }
  once:
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    retry: { times: 0 }
`;

const typescript = `import { chain, ms, policy, s } from "pointsman";
const both = chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5");
export default policy({
  routes: {
    chat: { otherwise: both, deadline: s(60), attempt: s(20), retry: { times: 2, after: ms(1_500) } },
    once: { otherwise: both, retry: { times: 0 } },
  },
});
`;

test("limits of attempts and further rounds are the same table in either spelling, as written and as printed", () => {
  const { policy, table, diagnostics } = compileFiles({ "routes.yaml": yaml });
  expect(diagnostics).toEqual([]);
  const document = policyDocument(policy!);
  for (const [name, text] of [
    ["routes.ts", typescript],
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = compileFiles({ [name]: text });
    expect(again.diagnostics, text).toEqual([]);
    expect(again.table!.text, text).toBe(table!.text);
  }
});

test("the table has them in milliseconds, asks a runtime for them by name, and is served", () => {
  const { value, text } = compileFiles({ "routes.yaml": yaml }).table!;
  const [chat, once] = value.routes;
  expect(chat).toMatchObject({ limits: { deadline: 60_000, attempt: 20_000 }, retry: { times: 2, after: 1_500 } });
  expect([once!.limits.attempt, once!.retry]).toEqual([undefined, { times: 0 }]);
  expect(value.features).toEqual(expect.arrayContaining(["route/attempt", "route/retry"]));
  expect(() => loadTable(text)).not.toThrow();
});
