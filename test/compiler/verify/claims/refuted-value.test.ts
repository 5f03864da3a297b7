import { describe, expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

/** What the one refutation says behind "where". `before` is written before the policy. */
function told(claim: string, before = "", files: Readonly<Record<string, string>> = {}): string {
  const source = `import { chain, EU, policy, type Target, usd } from "pointsman";
${before}
export default policy({
  routes: {
    chat: {
      otherwise: chain("mistral/mistral-large-2512", "openai/gpt-5.4-mini"),
      max: { inputTokens: 100_000, outputTokens: 1_000 },
    },
  },
  invariants: { "the claim": { every: ${claim} } },
});
`;
  const { diagnostics } = compileFiles({ "routes.ts": source, ...files });
  expect(
    diagnostics.filter(({ code }) => code !== "chain/single-provider").map(({ code, message }) => [code, message]),
  ).toEqual([["invariant/refuted", expect.any(String)]]);
  return /can be sent to `openai\/gpt-5.4-mini`, where (.*)$/.exec(diagnostics[0]!.message)?.[1] ?? "nothing";
}

describe("a refutation tells the value that breaks the claim, however the claim reads it", () => {
  const american = "`t.jurisdiction` is US";

  test.each([
    ["by its own name", "(t) => EU.includes(t.jurisdiction)", ""],
    ["by another name", "(target) => EU.includes(target.jurisdiction)", ""],
    ["with a type", "(t: Target) => EU.includes(t.jurisdiction)", ""],
    ["in a block", "(t) => { const law = t.jurisdiction; return EU.includes(law); }", ""],
    ["by an alias", "(t) => { const it = t; return EU.includes(it.jurisdiction); }", ""],
    ["by a key in brackets", '(t) => EU.includes(t["jurisdiction"])', ""],
    ["by a key that is computed", "(t) => EU.includes(t[FIELD])", 'const FIELD = "jurisdiction";'],
    ["destructured", "({ jurisdiction }) => EU.includes(jurisdiction)", ""],
    ["destructured and renamed", "({ jurisdiction: law }) => EU.includes(law)", ""],
    ["by a named function", "isEuropean", "const isEuropean = (t: Target) => EU.includes(t.jurisdiction);"],
    [
      "by a declared function",
      "isEuropean",
      "function isEuropean({ jurisdiction }: Target) { return EU.includes(jurisdiction); }",
    ],
    ["by a helper", "(t) => isEuropean(t)", "const isEuropean = (it: Target) => EU.includes(it.jurisdiction);"],
    [
      "by a function that makes it",
      "within(EU)",
      "const within = (laws: readonly string[]) => (t: Target) => laws.includes(t.jurisdiction);",
    ],
  ])("%s", (_, claim, before) => {
    expect(told(claim, before)).toBe(american);
  });

  test("by a helper of another file", () => {
    const files = {
      "laws.ts": `import { EU, type Target } from "pointsman";
export const isEuropean = ({ jurisdiction }: Target) => EU.includes(jurisdiction);
`,
    };
    expect(told("isEuropean", 'import { isEuropean } from "./laws.ts";', files)).toBe(american);
  });

  test("in YAML", () => {
    const text = `routes: { chat: { otherwise: [mistral/mistral-large-2512, openai/gpt-5.4-mini] } }
invariants: { it: { every: 'EU.includes(t["jurisdiction"])' } }
`;
    const { diagnostics } = compileFiles({ "routes.yaml": text });
    expect(diagnostics[0]?.message).toMatch(new RegExp(`${american}$`));
  });
});

describe("of what a claim reads, what is told", () => {
  test("is all of it, in its order, known or not", () => {
    expect(told('(t) => t.region === "eu-west" || t.retention === 0 || t.provider === "mistral"')).toMatch(
      /^`t\.region` is .+ and `t\.retention` is .+ and `t\.provider` is openai$/,
    );
  });

  test("is not what was never looked at for this target", () => {
    expect(told('(t) => t.provider === "mistral" || (t.provider === "anthropic" && t.context > 5)')).toBe(
      "`t.provider` is openai",
    );
  });

  test("is one capability, and not all of them", () => {
    expect(told('(t) => t.provider === "mistral" || t.caps.vision === false')).toMatch(
      /and `t\.caps\.vision` is true$/,
    );
  });

  test("is a cost with the request that it was computed for, where a helper asks for it", () => {
    const before = 'const isCheap = (t: Target, r: Parameters<Target["maxCost"]>[0]) => t.maxCost(r) < usd(0.05);';
    expect(told('(t, r) => t.provider === "mistral" || isCheap(t, r)', before)).toMatch(
      /`t\.maxCost` is \$0\.0\d+ \(counted at most as [\d,]+ tokens, expected [\d,]+, up to 1,000 out, at \$[\d.]+ and \$[\d.]+ per million/,
    );
  });

  test("is nothing where nothing was read", () => {
    expect(told("(_, r) => r.stream")).toBe("nothing");
  });
});
