import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { compileFiles } from "../in-memory.ts";

const yaml = `tiers:
  candidate: [mistral/mistral-large-2512, google/gemini-3.8-flash]
routes:
  chat:
    rules:
      - { when: r.inputTokens > 1_000, use: google/gemini-3.8-flash, set: { temperature: 0.5 } }
      - { when: "r.tools > 40", use: { reject: 403, message: Too many tools } }
    otherwise: openai/gpt-5.4-mini
    shadow:
      use: candidate
      share: 0.05
      judge: { model: anthropic/claude-haiku-5-5, rubric: "Is it \\"right\\", and short?" }
  alone:
    otherwise: openai/gpt-5.4-mini
    shadow: { use: { split: { mistral/mistral-large-2512: 1, google/gemini-3.8-flash: 3 }, by: r.key.team }, share: 0.5 }
  plain:
    otherwise: openai/gpt-5.4-mini
`;

const typescript = `import { chain, policy, reject, split } from "pointsman";
export default policy({
  tiers: { candidate: chain("mistral/mistral-large-2512", "google/gemini-3.8-flash") },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.inputTokens > 1_000, use: "google/gemini-3.8-flash", set: { temperature: 0.5 } },
        { when: (r) => r.tools > 40, use: reject(403, "Too many tools") },
      ],
      otherwise: "openai/gpt-5.4-mini",
      shadow: {
        use: "candidate",
        share: 0.05,
        judge: { model: "anthropic/claude-haiku-5-5", rubric: 'Is it "right", and short?' },
      },
    },
    alone: {
      otherwise: "openai/gpt-5.4-mini",
      shadow: {
        use: split({ "mistral/mistral-large-2512": 1, "google/gemini-3.8-flash": 3 }, { by: "key.team" }),
        share: 0.5,
      },
    },
    plain: { otherwise: "openai/gpt-5.4-mini" },
  },
});
`;

test("a shadow is the same table in either spelling, as written and as printed", () => {
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

test("it stands beside each plan of its route, on the terms of that plan, and a runtime is asked for it by name", () => {
  const { value, text } = compileFiles({ "routes.yaml": yaml }).table!;
  const ids = (plan: number) => value.plans[plan]!.targets.map((target) => value.targets[target]!.id);
  const beside = (route: string) => {
    const { rules, otherwise } = value.routes.find(({ name }) => name === route)!;
    return [...rules.map(({ action }) => action), otherwise].map((action) => {
      const shadow = "plan" in action ? value.plans[action.plan]!.shadow : undefined;
      if (!shadow) return undefined;
      const { set, shadow: nested } = value.plans[shadow.plan]!;
      const { judge, ...rest } = shadow;
      return { ...rest, plan: ids(shadow.plan), ...(judge && { judge: ids(judge.plan) }), set, nested };
    });
  };
  const both = ["google/gemini-3.8-flash", "mistral/mistral-large-2512"];
  const judge = ["anthropic/claude-haiku-5-5"];
  expect(beside("chat")).toEqual([
    { plan: both, tier: "candidate", share: 0.05, judge, set: { temperature: 0.5 }, nested: undefined },
    undefined,
    { plan: both, tier: "candidate", share: 0.05, judge, set: undefined, nested: undefined },
  ]);
  expect(beside("alone")).toEqual([{ plan: both, share: 0.5, set: undefined, nested: undefined }]);
  expect(beside("plain")).toEqual([undefined]);
  expect(value.features).toContain("plan/shadow");
  expect(value.features).toContain("plan/shadow-judge");
  expect(() => loadTable(text)).not.toThrow();
});

test.each([
  ["shadow: { use: candidate }", "share"],
  ["shadow: { use: candidate, share: 1.5 }", "share"],
  ["shadow: { use: { reject: 403, message: No }, share: 0.1 }", "use"],
  ["shadow: candidate", "shadow"],
  ["shadow: { use: nobody, share: 0.1 }", "nobody"],
  ["shadow: { use: candidate, share: 0.1, judge: { model: openai/gpt-5.4-mini } }", "rubric"],
  ["shadow: { use: candidate, share: 0.1, judge: { model: candidate, rubric: Short? } }", "candidate"],
  ["shadow: { use: candidate, share: 0.1, judge: { model: openai/gpt-nobody, rubric: Short? } }", "gpt-nobody"],
  ["shadow: { use: candidate, share: 0.1, judge: { model: openai/gpt-5.4-mini, rubric: '' } }", "rubric"],
  ["shadow: { use: candidate, share: 0.1, judge: openai/gpt-5.4-mini }", "judge"],
])("what is written wrong is told at its place: %s", (shadow, named) => {
  const text = `tiers: { candidate: [mistral/mistral-large-2512] }\nroutes:\n  chat: { otherwise: openai/gpt-5.4-mini, ${shadow} }\n`;
  const { diagnostics, table } = compileFiles({ "routes.yaml": text });
  expect(table).toBeUndefined();
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  expect(first?.message).toContain(named);
  expect(first?.span?.start).toBeGreaterThan(text.indexOf("shadow") - 1);
});
