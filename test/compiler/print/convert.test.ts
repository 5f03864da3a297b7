import { describe, expect, test } from "vitest";
import { convertPolicy, differenceOf, type Spelling } from "../../../compiler/convert-policy.ts";
import { compileFiles, findings } from "../in-memory.ts";

const FRENCH = "mistral/mistral-large-2512";
const AMERICAN = "openai/gpt-5.4-mini";

function projectOf(name: string, text: string) {
  const read = (file: string) => (file === name ? text : undefined);
  return { read, contains: () => true };
}

/** What a policy becomes; its findings where it is not converted. */
function converted(name: string, text: string, to: Spelling): string {
  const options = { project: projectOf(name, text) };
  const compilation = compileFiles({ [name]: text }, { verify: false });
  if (!compilation.policy) throw new Error(compilation.diagnostics.map(({ message }) => message).join("\n"));
  const result = convertPolicy(name, compilation, to, options);
  return "why" in result ? `not converted: ${result.why}` : result.text;
}

/** What the policies here have besides. */
const UNUSED = "name/unused-metadata: sensitivity";

const yaml = (claim: string) => `metadata: { sensitivity: [public, pii] }
routes: { chat: { otherwise: ${FRENCH} } }
invariants: { it: { ${claim} } }
`;

const typescript = (claim: string, before = "") => `import { EU, ms, policy, s, type Target, usd } from "pointsman";
${before}
export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: { chat: { otherwise: "${FRENCH}" } },
  invariants: { it: { ${claim} } },
});
`;

function claimIn(text: string): string {
  return (
    /it: \{ (.*) \}/.exec(text)?.[1] ?? /it:\n((?: {4}.*\n)+)/.exec(text)?.[1]?.trim().replace(/\n\s+/g, ", ") ?? text
  );
}

describe("a claim in YAML becomes the claim in TypeScript", () => {
  test.each([
    ["every: EU.includes(t.jurisdiction)", "every: (t) => EU.includes(t.jurisdiction)"],
    ["some: EU.includes(t.jurisdiction)", "some: (t) => EU.includes(t.jurisdiction)"],
    ['every: t.provider !== "openai"', 'every: (t) => t.provider !== "openai"'],
    ["every: '!(t.retention > 30) || t.caps.vision'", "every: (t) => !(t.retention > 30) || t.caps.vision"],
    ["every: t.maxCost(r) <= usd(0.05) || r.stream", "every: (t, r) => t.maxCost(r) <= usd(0.05) || r.stream"],
    [
      'when: r.metadata.sensitivity === "pii", every: t.id === "x/y" || EU.includes(t.jurisdiction)',
      'when: (r) => r.metadata.sensitivity === "pii", every: (t) => t.id === "x/y" || EU.includes(t.jurisdiction)',
    ],
    ["survives: { providers: 1 }", "survives: { providers: 1 }"],
  ])("%s", (before, after) => {
    expect(claimIn(converted("routes.yaml", yaml(before), "typescript"))).toBe(after);
  });

  test("imports the constants that it uses", () => {
    const text = converted("routes.yaml", yaml("every: EU.includes(t.jurisdiction)"), "typescript");
    expect(text).toMatch(/^import \{ EU, policy \} from "pointsman";/);
    expect(findings(compileFiles({ "routes.ts": text }))).toEqual([UNUSED]);
  });
});

describe("a claim in TypeScript becomes the claim in YAML", () => {
  test.each([
    ["every: (t) => EU.includes(t.jurisdiction)", "", "every: EU.includes(t.jurisdiction)"],
    [
      "every: isEuropean",
      "const isEuropean = ({ jurisdiction }: Target) => EU.includes(jurisdiction);",
      "every: EU.includes(t.jurisdiction)",
    ],
    [
      "every: (target) => OURS.includes(target.provider)",
      'const OURS = ["mistral", "scaleway"];',
      'every: \'["mistral", "scaleway"].includes(t.provider)\'',
    ],
    [
      "every: (t, r) => t.maxLatency(r) < s(90) && (r.stream || t.quality === undefined)",
      "",
      "every: t.maxLatency(r) < ms(90000) && (r.stream || t.quality === undefined)",
    ],
    [
      "every: (t) => (t.provider === 'mistral' ? t.context > LEAST : t.caps[NAME])",
      "const LEAST = 8_000; const NAME = 'pdf';",
      "every: 't.provider === \"mistral\" ? t.context > 8000 : t.caps.pdf'",
    ],
    [
      "every: (t) => { if (t.provider === 'openai') return false; return t.model.startsWith('mistral'); }",
      "",
      'every: \'t.provider === "openai" ? false : t.model.startsWith("mistral")\'',
    ],
  ])("%s", (before, helper, after) => {
    expect(claimIn(converted("routes.ts", typescript(before, helper), "yaml"))).toBe(after);
  });

  test("or is refused where an expression cannot say it", () => {
    const before = "const LAWS: Readonly<Record<string, boolean>> = { mistral: true };";
    const text = typescript(
      "every: (t) => Object.entries(LAWS).some(([name]) => `${t.provider}/` === `${name}/`)",
      before,
    );
    expect(converted("routes.ts", text, "yaml")).toMatch(
      /^not converted: “it” uses its target in a way that no expression/,
    );
  });
});

test("what was converted is refuted when its target changes, as the policy is that it was made from", () => {
  const text = converted("routes.yaml", yaml("every: EU.includes(t.jurisdiction)"), "typescript");
  const codes = (source: string) => compileFiles({ "routes.ts": source }).diagnostics.map(({ code }) => code);
  expect(codes(text)).toEqual(["name/unused-metadata"]);
  expect(codes(text.replace(FRENCH, AMERICAN))).toEqual(["name/unused-metadata", "invariant/refuted"]);
});

/** Mistakes that a printer could make: what it should write, and what it writes. Each holds, or fails, of the targets that are named just the same. */
const mistakes: readonly (readonly [claim: string, from: string, to: string])[] = [
  ["every: (t) => EU.includes(t.jurisdiction)", "(t) => EU.includes(t.jurisdiction)", "() => true"],
  ["every: (t) => EU.includes(t.jurisdiction)", "EU.includes(t.jurisdiction)", `t.id === "${FRENCH}"`],
  ["every: (t) => EU.includes(t.jurisdiction)", "EU.includes(t.jurisdiction)", 't.jurisdiction === "FR"'],
  [
    "every: (t) => EU.includes(t.jurisdiction)",
    "EU.includes(t.jurisdiction)",
    "EU.includes(t.region) || EU.includes(t.jurisdiction)",
  ],
  ["every: (t) => EU.includes(t.jurisdiction)", "every:", "some:"],
  ['every: (t) => t.provider !== "openai"', '"openai"', '"azure"'],
  ['every: (t) => t.provider !== "openai"', "t.provider", "t.model"],
  ['every: (t) => t.provider !== "openai" && t.dialect !== "cohere"', " && t.dialect", " || t.dialect"],
  ["every: (t) => t.context >= 8_000", ">=", ">"],
  ["every: (t) => t.context >= 8_000", "8000", "8001"],
  ["every: (t) => t.retention === undefined || t.retention < 30", "< 30", "<= 30"],
  ["every: (t) => t.retention === undefined || t.retention < 30", "t.retention === undefined || ", ""],
  ["every: (t) => !t.caps.webSearch || t.caps.tools", "!t.caps", "t.caps"],
  ["every: (t) => !t.caps.webSearch || t.caps.tools", "t.caps.tools", "t.caps.pdf"],
  ["every: (t, r) => t.maxCost(r) < usd(1)", "usd(1)", "usd(2)"],
  ["every: (t, r) => t.maxCost(r) < usd(1) || r.stream", "r.stream", "!r.stream"],
  ["when: (r) => r.stream, every: (t) => EU.includes(t.jurisdiction)", "when: (r) => r.stream, ", ""],
  ["when: (r) => r.images > 3, every: (t) => EU.includes(t.jurisdiction)", "r.images > 3", "r.images > 2"],
  ["survives: { providers: 1 }", "providers: 1", "providers: 2"],
  ["survives: { providers: 1 }", "providers: 1", "targets: 1"],
];

describe("a conversion that changes a claim is noticed", () => {
  test.each(mistakes)("%s, %s → %s", (claim, from, to) => {
    const source = typescript(claim);
    const options = { project: projectOf("routes.ts", source) };
    const compilation = compileFiles({ "routes.ts": source }, { verify: false });
    const right = convertPolicy("routes.ts", compilation, "typescript", options);
    if ("why" in right) throw new Error(right.why);
    const differs = (text: string) => differenceOf("routes.ts", compilation, { text, to: "typescript" }, options);
    expect(differs(right.text)).toBeUndefined();
    expect(right.text).toContain(from);
    const wrong = right.text
      .replace(from, to)
      .replace("import { ", "import { EU, usd, ")
      .replace(/EU, usd, (.*EU|.*usd)/, "$1");
    expect(differs(wrong)).toMatch(/“it” is another claim/);
  });

  test("and so is one that changes a rule, or does not compile", () => {
    const source = typescript("survives: { providers: 1 }");
    const options = { project: projectOf("routes.ts", source) };
    const compilation = compileFiles({ "routes.ts": source }, { verify: false });
    const differs = (text: string) => differenceOf("routes.ts", compilation, { text, to: "typescript" }, options);
    expect(differs(source.replace(FRENCH, AMERICAN))).toBe("What was written compiles to another table.");
    expect(differs(source.replace("policy({", "policy(["))).toMatch(/^What was written does not compile: /);
  });
});
