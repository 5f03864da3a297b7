import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { compileFiles } from "../in-memory.ts";

const text = `metadata: { sensitivity: [public, pii] }
routes:
  all:
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    cache:
      exact: true
      normalised: true
      semantic:
        embedder: mistral/mistral-embed
        maxWrongHitRate: 0.01
        judge: { model: mistral/mistral-small-2603, rubric: "Is it \\"right\\", and short?" }
        ttl: 90m
      perTarget: true
      ttl: 48h
    hedge: { after: 1500ms, most: 0.05 }
  shared:
    rules: [{ when: r.needs.tools || r.metadata.sensitivity === "pii", use: { reject: 400, message: Not here. } }]
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    cache: { exact: true, scope: global }
    hedge: {}
    record: true
sensitive: r.metadata.sensitivity === "pii"
`;

test("caches, hedges and what is sensitive, printed in either spelling, compile to the same bytes", () => {
  const { policy, table, diagnostics } = compileFiles({ "routes.yaml": text });
  expect(diagnostics).toEqual([]);
  const document = policyDocument(policy!);
  expect(document.sensitive).toBe('r.metadata.sensitivity === "pii"');
  for (const [name, printed] of [
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = compileFiles({ [name]: printed });
    expect(again.diagnostics, printed).toEqual([]);
    expect(again.table!.text, printed).toBe(table!.text);
    expect(policyDocument(again.policy!)).toEqual(document);
  }
});
