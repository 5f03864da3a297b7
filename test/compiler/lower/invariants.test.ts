import { describe, expect, test } from "vitest";
import type { Catalog } from "../../../compiler/load/catalog/open-catalog.ts";
import type { Invariant } from "../../../compiler/lower/ir.ts";
import { overlayCatalog } from "../../../compiler/overlay/overlay-catalog.ts";
import { printCondition } from "../../../compiler/plan/print-condition.ts";
import { inventedCatalog } from "../../agreement/invented-catalog.ts";
import { type Lowered, lowerFiles } from "./lowered.ts";

/** What is known of `alpha/small`, and of little of `beta/huge`. */
const catalog: Catalog = overlayCatalog(inventedCatalog, {
  providers: { alpha: { retentionDays: 30, region: "us-east" } },
  models: { "alpha/small": { quality: 0.5, caps: { vision: true, tools: false, legal: true } } },
});
const SMALL = "alpha/small";
const HUGE = "beta/huge";

type Spelling = "TypeScript" | "YAML";
const spellings: readonly Spelling[] = ["TypeScript", "YAML"];

/** A policy with one invariant. `claim` is an expression over `t` and `r`. */
function lowerClaim(claim: string, spelling: Spelling = "TypeScript", kind = "every"): Lowered {
  if (spelling === "TypeScript") return lowerInvariant(`{ ${kind}: (t, r) => ${claim} }`);
  const invariants = { it: { [kind]: claim } };
  const routes = { chat: { otherwise: [SMALL, HUGE] } };
  const policy = { metadata: { data: ["pii", "none"] }, routes, invariants };
  return lowerFiles({ "routes.yaml": JSON.stringify(policy) }, catalog);
}

/** `before` is written before the policy. */
function lowerInvariant(invariant: string, before = "", more: Readonly<Record<string, string>> = {}): Lowered {
  const text = `import { chain, EU, minutes, ms, policy, s, usd, type Target } from "pointsman";
${before}
export default policy({
  metadata: { data: ["pii", "none"] },
  routes: { chat: { otherwise: chain("${SMALL}", "${HUGE}") } },
  invariants: { it: ${invariant} },
});`;
  return lowerFiles({ "routes.ts": text, ...more }, catalog);
}

/** Target → the canonical spelling of the condition under which the claim holds of it. */
function holdsOf({ policy, findings }: Lowered): Record<string, string> {
  expect(findings).toEqual([]);
  const [invariant] = policy.invariants;
  if (!invariant || !("holds" in invariant.claim)) throw new Error("There is no claim about targets.");
  return Object.fromEntries([...invariant.claim.holds].map(([id, condition]) => [id, printCondition(condition)]));
}

describe("what is known of a target is known when the policy is compiled", () => {
  test.each([
    [`t.id === "alpha/small"`, "true", "false"],
    [`t.id.startsWith("beta/")`, "false", "true"],
    [`t.provider === "alpha"`, "true", "false"],
    [`t.model === "huge"`, "false", "true"],
    [`t.dialect === "openai"`, "true", "true"],
    [`EU.includes(t.jurisdiction)`, "false", "true"],
    [`t.region === "us-east"`, "true", "false"],
    [`t.retention !== undefined && t.retention <= 30`, "true", "false"],
    [`t.context > 1_000`, "false", "true"],
    [`t.maxOutput === 500`, "true", "false"],
    [`t.quality !== undefined && t.quality >= 0.5`, "true", "false"],
    [`t.caps.vision`, "true", "false"],
    [`t.caps.tools`, "false", "true"],
    [`t.caps.legal`, "true", "false"],
  ])("%s", (claim, small, huge) => {
    for (const spelling of spellings) {
      expect(holdsOf(lowerClaim(claim, spelling))).toEqual({ [SMALL]: small, [HUGE]: huge });
    }
  });
});

describe("what is not known of a target compares false", () => {
  test.each([
    ["t.retention <= 30", "false"],
    ["t.retention > 30", "false"],
    ["30 >= t.retention", "false"],
    ["t.retention * 2 + 1 < 30", "false"],
    ["t.retention === undefined", "true"],
    ["t.retention !== undefined", "false"],
    ["t.region === t.quality", "false"],
    [`t.region !== "eu"`, "true"],
    [`["eu", "us"].includes(t.region)`, "false"],
    [`t.region.startsWith("eu")`, "false"],
    [`t.region?.startsWith("eu")`, "false"],
    ["t.region.length > 0", "false"],
    [`(t.region ?? "eu") === "eu"`, "true"],
    [`t.region ? r.stream : r.hasCode`, "hasCode"],
    [`(r.stream ? t.region : "eu") === "eu"`, "!stream"],
    [`((r.stream ? t.region : "eu") ?? "de") === "de"`, "stream"],
    ["t.caps.vision", "false"],
    ["!t.caps.vision", "true"],
    ["t.caps.vision === true", "false"],
    ["t.caps.vision === false", "false"],
    ["!r.needs.vision || t.caps.vision", "!needs.vision"],
    ["r.needs.vision ? t.caps.vision : true", "!needs.vision"],
    [`["vision", "pdf"].every((name) => t.caps[name])`, "false"],
    ["r.maxOutputTokens <= t.maxOutput", "false"],
    ["t.maxOutput >= r.maxOutputTokens", "false"],
    [`r.key.env === t.region`, "false"],
  ])("%s", (claim, huge) => {
    expect(holdsOf(lowerClaim(claim, "YAML"))[HUGE]).toBe(huge);
  });
});

describe("what depends on target and request is asked of both", () => {
  test.each([
    ["t.maxCost(r) <= usd(1)", (id: string) => `target.maxCost("${id}") <= usd(1)`],
    ["usd(0.5) > t.maxCost(r)", (id: string) => `target.maxCost("${id}") < usd(0.5)`],
    ["t.maxLatency(r) < ms(1_500)", (id: string) => `target.maxLatency("${id}") < ms(1500)`],
    [
      `r.stream || t.maxCost(r) <= usd(1) && t.maxLatency(r) <= s(60)`,
      (id: string) => `stream || target.maxCost("${id}") <= usd(1) && target.maxLatency("${id}") <= ms(60000)`,
    ],
    [`r.metadata.data !== "pii" || t.context > 10`, () => "true"],
    ["r.inputTokens * 1 > 0", undefined],
    ["r.inputTokens < t.context", (id: string) => (id === SMALL ? "inputTokens < 60" : "inputTokens < 100000")],
  ])("%s", (claim, expected) => {
    for (const spelling of spellings) {
      const lowered = lowerClaim(claim, spelling);
      if (!expected) expect(lowered.findings).toEqual(["syntax/condition-type: r.inputTokens * 1"]);
      else expect(holdsOf(lowered)).toEqual({ [SMALL]: expected(SMALL), [HUGE]: expected(HUGE) });
    }
  });

  test("a comparison is a range of the target's own number, exact to the next double", () => {
    const [invariant] = lowerClaim("t.maxCost(r) <= usd(1)").policy.invariants;
    const condition = invariant?.claim.kind === "every" && invariant.claim.holds.get(SMALL);
    expect(condition).toMatchObject({
      kind: "atom",
      atom: {
        kind: "range",
        fact: "target.maxCost",
        argument: SMALL,
        from: Number.NEGATIVE_INFINITY,
        to: 1 + Number.EPSILON,
      },
    });
  });

  test("functions of the policy take both, from other files too", () => {
    const claims = `import { EU, type Facts, type Target, usd } from "pointsman";
export const inEu = ({ jurisdiction }: Target) => EU.includes(jurisdiction);
export const within = (amount: number) => (t: Target, r: Facts) => r.stream || t.maxCost(r) <= usd(amount);`;
    const before = `import { inEu, within } from "./claims.ts";\nconst cheap = within(2);`;
    const holds = (claim: string) => holdsOf(lowerInvariant(claim, before, { "claims.ts": claims }));
    expect(holds("{ some: inEu }")).toEqual({ [SMALL]: "false", [HUGE]: "true" });
    expect(holds("{ every: within(1) }")[HUGE]).toBe(`stream || target.maxCost("${HUGE}") <= usd(1)`);
    expect(holds("{ every: (t, r) => inEu(t) || cheap(t, r) }")).toEqual({
      [SMALL]: `stream || target.maxCost("${SMALL}") <= usd(2)`,
      [HUGE]: "true",
    });
    expect(holds("{ every: (t, r) => { if (r.stream) return inEu(t); return true; } }")[SMALL]).toBe("!stream");
  });
});

describe("an invariant", () => {
  test("says the same in both spellings", () => {
    const when = `r.metadata.data === "pii"`;
    const bodies = { a: `when: W, every: "t.maxCost(r) <= usd(1) || EU.includes(t.jurisdiction)"`, b: `when: W, some: "t.caps.vision"`, c: `survives: { providers: 1 }`, d: `when: W, survives: { targets: 2 }` }; // biome-ignore format: short
    const written = (toWhen: string, toClaim: (text: string) => string) =>
      Object.entries(bodies)
        .map(
          ([name, body]) => `${name}: { ${body.replace(/"(.*)"$/, (_, text) => toClaim(text)).replace("W", toWhen)} }`,
        )
        .join(", ");
    const ts = lowerFiles(
      {
        "routes.ts": `import { chain, EU, policy, usd } from "pointsman";
export default policy({ metadata: { data: ["pii", "none"] }, routes: { chat: { otherwise: chain("${SMALL}", "${HUGE}") } },
  invariants: { ${written(`(r) => ${when}`, (text) => `(t, r) => ${text}`)} } });`,
      },
      catalog,
    );
    const yaml = lowerFiles(
      {
        "routes.yaml": `metadata: { data: [pii, none] }
routes: { chat: { otherwise: [${SMALL}, ${HUGE}] } }
invariants: { ${written(`'${when}'`, (text) => `'${text}'`)} }`,
      },
      catalog,
    );
    expect([...ts.findings, ...yaml.findings]).toEqual([]);
    expect(ts.policy.invariants.map(plain)).toEqual(yaml.policy.invariants.map(plain));
    expect(ts.policy.invariants.map(plain)).toMatchObject([
      { name: "a", when: `metadata.data === "pii"`, kind: "every" },
      { name: "b", when: `metadata.data === "pii"`, kind: "some", holds: { [SMALL]: "true", [HUGE]: "false" } },
      { name: "c", when: undefined, kind: "survives", failing: "providers", count: 1 },
      { name: "d", when: `metadata.data === "pii"`, kind: "survives", failing: "targets", count: 2 },
    ]);
  });

  test("is about every target that the policy names, wherever it does", () => {
    const { policy, findings } = lowerFiles(
      {
        "routes.yaml": `tiers: { unused: [alpha/small], shared: { split: { alpha/large: 1, beta/small: 1 } } }
routes:
  chat:
    rules: [{ when: r.stream, use: { cheapest: [beta/large, shared] } }]
    otherwise: { reject: 403, message: No. }
budgets: { team: { per: r.key.team, limit: $5, window: day, exhausted: alpha/huge } }
invariants: { it: { every: t.context > 0 } }`,
      },
      catalog,
    );
    expect(findings).toEqual([]);
    const [invariant] = policy.invariants;
    const ids = invariant?.claim.kind === "every" ? [...invariant.claim.holds.keys()] : [];
    expect(ids).toEqual(["alpha/huge", "alpha/large", "alpha/small", "beta/large", "beta/small"]);
  });

  test("knows where its name, its claim and each part of it are written", () => {
    const { policy } = lowerInvariant(`{ every: (t, r) => t.caps.tools || t.maxCost(r) <= usd(1) }`);
    const [invariant] = policy.invariants;
    const text = ({ span }: Invariant["origin"]) => span.file.text.slice(span.start, span.end);
    expect(invariant && text(invariant.origin)).toBe("it");
    expect(invariant && text(invariant.claim.origin)).toBe("(t, r) => t.caps.tools || t.maxCost(r) <= usd(1)");
    const holds = invariant?.claim.kind === "every" ? invariant.claim.holds : undefined;
    expect(holds && text(holds.get(SMALL)!.origin)).toBe("t.maxCost(r) <= usd(1)");
    expect(holds && text(holds.get(HUGE)!.origin)).toBe("t.caps.tools");
  });
});

describe("a mistake in a claim is found once, in both spellings, at its place", () => {
  test.each([
    ["t.jurisdicton === 'DE'", "name/unknown-target-field: t.jurisdicton"],
    ["t.caps.visoin", "name/unknown-target-field: t.caps.visoin"],
    ["t.stream", "name/unknown-target-field: t.stream"],
    ["t.needs.vision", "name/unknown-target-field: t.needs"],
    ["t.id()", "syntax/condition-type: t.id()"],
    ["t.price()", "name/unknown-target-field: t.price()"],
    ["t.caps.vision()", "syntax/condition-type: t.caps.vision()"],
    ["t.id", "syntax/condition-type: t.id"],
    ["t", "syntax/condition-type: t"],
    ["t.caps", "syntax/condition-type: t.caps"],
    ["t.maxCost(r)", "syntax/condition-type: t.maxCost(r)"],
    ["t.maxCost <= usd(1)", "syntax/condition-type: t.maxCost"],
    ["t.maxCost() <= usd(1)", "syntax/argument: t.maxCost()"],
    ["t.maxCost(t) <= usd(1)", "syntax/argument: t.maxCost(t)"],
    ["t.maxCost(r, 5) <= usd(1)", "syntax/argument: t.maxCost(r, 5)"],
    ["t.maxCost(r.stream) <= usd(1)", "syntax/argument: t.maxCost(r.stream)"],
    ["t.maxCost(r) <= 1", "syntax/unit-mismatch: t.maxCost(r) <= 1"],
    ["t.maxCost(r) <= s(1)", "syntax/unit-mismatch: t.maxCost(r) <= s(1)"],
    ["t.maxLatency(r) <= usd(1)", "syntax/unit-mismatch: t.maxLatency(r) <= usd(1)"],
    ["t.maxLatency(r) <= 1_500", "syntax/unit-mismatch: t.maxLatency(r) <= 1_500"],
    ["t.maxCost(r) === undefined", "syntax/condition-type: t.maxCost(r) === undefined"],
    ["t.context > usd(1)", "syntax/operand: t.context > usd(1)"],
    ["r.inptTokens > 5", "name/unknown-fact: r.inptTokens"],
    ["r.metadata.data === 'pi'", "name/unknown-value: 'pi'"],
  ])("%s", (claim, expected) => {
    for (const spelling of spellings) {
      const { findings, policy } = lowerClaim(claim, spelling);
      expect(findings, spelling).toEqual([expected]);
      expect(policy.invariants).toEqual([]);
    }
  });

  test("with a way out", () => {
    expect(lowerClaim("t.jurisdicton === 'DE'").said).toEqual([
      "nothing is known of a target under `t.jurisdicton`. Did you mean `t.jurisdiction`?",
    ]);
    expect(lowerInvariant("{ every: (r) => r.stream }").said).toEqual([
      "nothing is known of a target under `t.stream`. " +
        "A request has it: `r.stream`, where `r` is the second parameter, `(t, r) => …`.",
    ]);
    expect(lowerClaim("t.maxCost() <= usd(1)").said).toEqual([
      "`t.maxCost` does not take these arguments. Write `t.maxCost(r)`, where `r` is the request.",
    ]);
    expect(lowerClaim("t.maxCost(r) <= 1").said).toEqual([
      "`t.maxCost(r)` is in US dollars, but 1 has no unit. Write an amount of US dollars: `usd(1)`.",
    ]);
  });

  test("a `when` knows no target", () => {
    const { findings } = lowerInvariant(`{ when: (r) => r.jurisdiction === "DE", survives: { targets: 1 } }`);
    expect(findings).toEqual(["name/unknown-fact: r.jurisdiction"]);
  });
});

describe("a shape that is none", () => {
  test.each([
    ["{}", "syntax/invariant-claim: {}"],
    ["{ when: r.stream }", "syntax/invariant-claim: { when: r.stream }"],
    [
      "{ every: t.caps.tools, some: t.caps.tools }",
      "syntax/invariant-claim: { every: t.caps.tools, some: t.caps.tools }",
    ],
    ["{ survives: {} }", "syntax/invariant-claim: {}"],
    ["{ survives: { providers: 1, targets: 1 } }", "syntax/invariant-claim: { providers: 1, targets: 1 }"],
    ["{ survives: { providers: 0 } }", "syntax/shape: 0"],
    ["{ survives: { targets: 1.5 } }", "syntax/shape: 1.5"],
    ['{ survives: { targets: "1" } }', 'syntax/number-as-text: "1"'],
    ["{ survives: 1 }", "syntax/shape: 1"],
    ["{ survives: { providers: 1 }, evry: t.caps.tools }", "name/unknown-key: evry"],
    ["{ every: true }", "syntax/not-a-condition: true"],
    ["{ every: [t.caps.tools] }", "syntax/not-a-condition: [t.caps.tools]"],
    ["{ survives: { providers: 1 }, when: [r.stream] }", "syntax/not-a-condition: [r.stream]"],
  ])("%s", (invariant, expected) => {
    const text = `routes: { chat: { otherwise: ${SMALL} } }\ninvariants:\n  it: ${invariant}\n`;
    expect(new Set(lowerFiles({ "routes.yaml": text }, catalog).findings)).toContain(expected);
  });

  test("a name is one line", () => {
    const named = (name: string) =>
      lowerFiles(
        {
          "routes.yaml": `routes: { chat: { otherwise: ${SMALL} } }\ninvariants: { ${name}: { survives: { targets: 1 } } }`,
        },
        catalog,
      ).findings;
    expect(named("personal data (GDPR) stays “here”!")).toEqual([]);
    expect(named('" padded"')).toEqual(['name/invalid-name: " padded"']);
    expect(named('"two\\nlines"')).toEqual(['name/invalid-name: "two\\nlines"']);
  });
});

test("a claim that takes too much work ends in one finding", () => {
  const list = Array.from({ length: 2_000 }, (_, i) => i);
  const claim = `xs.every((a) => xs.every((b) => a + b + t.context > 0))`;
  const { findings } = lowerInvariant(`{ every: (t) => ${claim} }`, `const xs = ${JSON.stringify(list)};`);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatch(/^limit\/work-limit/);
});

/** Without places. */
function plain({ name, when, claim }: Invariant) {
  if (claim.kind === "spends") return { name, when: when && printCondition(when), kind: claim.kind, most: claim.most };
  const rest =
    claim.kind === "survives"
      ? { failing: claim.failing, count: claim.count }
      : { holds: Object.fromEntries([...claim.holds].map(([id, holds]) => [id, printCondition(holds)])) };
  return { name, when: when && printCondition(when), kind: claim.kind, ...rest };
}
