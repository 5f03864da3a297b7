/** Claims that guard nothing, because they ask nothing or are about nothing. */
import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const SERVED = 'otherwise: "mistral/mistral-large-2512"';

function compiled(invariant: string, route = SERVED) {
  return compileFiles({
    "routes.ts": `import { EU, policy, reject } from "pointsman";
const NONE: readonly string[] = [];
const ALWAYS = true;
export default policy({
  routes: { chat: { ${route} } },
  invariants: { "the claim": { ${invariant} } },
});
`,
  });
}

const about = (invariant: string, route?: string) =>
  findings(compiled(invariant, route)).filter((finding) => finding.startsWith("invariant/"));

describe("a claim that asks nothing is told", () => {
  test.each(["() => true", "() => ALWAYS", "(t) => true", '() => EU.includes("DE")', "() => NONE.length === 0"])(
    "%s",
    (claim) => {
      expect(about(`every: ${claim}`)).toEqual([`invariant/constant: ${claim}`]);
    },
  );

  test("but not where it says that some target is left for every request", () => {
    expect(about("some: () => true")).toEqual(['invariant/refuted: "the claim"']);
  });

  test("in YAML", () => {
    const compilation = compileFiles({
      "routes.yaml": `routes: { chat: { otherwise: mistral/mistral-large-2512 } }
invariants: { the claim: { every: "true" } }
`,
    });
    expect(findings(compilation)).toEqual(['invariant/constant: "true"']);
  });

  test.each([
    "(t) => EU.includes(t.jurisdiction)",
    "({ provider }) => provider !== 'openai'",
    "(t, r) => !r.needs.audio || t.caps.audioIn !== false",
  ])("and %s asks something, though it holds of every target that there is", (claim) => {
    expect(about(`every: ${claim}`).filter((finding) => finding.includes("constant"))).toEqual([]);
  });
});

describe("a claim about no request is told", () => {
  const refused = 'rules: [{ when: (r) => r.stream, use: reject(403, "No.") }], otherwise: reject(404, "No.")';

  test.each([
    "every: (t) => EU.includes(t.jurisdiction)",
    "some: (t) => EU.includes(t.jurisdiction)",
    "survives: { providers: 1 }",
  ])("where the policy names no target: %s", (claim) => {
    const { diagnostics } = compiled(claim, refused);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["invariant/vacuous", "“the claim” is about no request: no route serves any"],
    ]);
  });

  test("where what it is about is refused", () => {
    const rules = `rules: [{ when: (r) => r.stream, use: reject(403, "No.") }], ${SERVED}`;
    const { diagnostics } = compiled("when: (r) => r.stream, every: (t) => EU.includes(t.jurisdiction)", rules);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "“the claim” is about no request: nothing that a route serves meets its `when`",
    ]);
  });
});
