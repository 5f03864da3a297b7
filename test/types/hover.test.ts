import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { openEditor } from "./language-service.ts";

const editor = openEditor();

/** A policy with an expression in the condition of its one rule. */
function inCondition(expression: string): string {
  return `import { policy } from "pointsman";
export default policy({
  metadata: { team: "string" },
  tiers: { standard: "openai/gpt-5.4-mini" },
  budgets: { team: { per: (r) => r.key.team, limit: usd(5), window: "day" } },
  routes: { chat: { rules: [{ when: (r) => ${expression}, use: "standard" }], otherwise: "standard" } },
});`;
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
}

/** The names that "pointsman" exports. */
const exported = parse("dsl/index.ts").statements.flatMap((statement) =>
  ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)
    ? statement.exportClause.elements.map(({ name }) => name.text)
    : [],
);

/** The members of an interface in dsl/. */
function members(path: string, name: string): string[] {
  const found = parse(path).statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`There is no interface ${name}.`);
  return found.members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []));
}

/** Each group of facts: where it is declared, and an expression that reaches it. */
const groups = {
  Facts: "r",
  Text: "r.text",
  Needs: "r.needs",
  Key: "r.key",
  BudgetFacts: "r.budget.team",
  LatencyFacts: "r.latency.standard",
  Quantiles: "r.latency.standard.firstToken",
};

describe("hovering", () => {
  test.each(exported)("over %s says what it means", (name) => {
    const { documentation } = editor.hover(`import { |${name} } from "pointsman";`);
    expect(documentation).toMatch(/^\S.{15,}/);
  });

  const facts = Object.entries(groups).flatMap(([group, path]) =>
    members("dsl/facts.ts", group).map((name) => [path, name] as const),
  );
  test.each(facts)("over %s.%s says what the fact is", (path, name) => {
    const { documentation } = editor.hover(inCondition(`${path}.|${name}`));
    expect(documentation).toMatch(/^\S.{15,}/);
  });

  test.each(members("dsl/invariants.ts", "Target"))("over t.%s says what it is of a target", (name) => {
    const text = `import { policy } from "pointsman";
export default policy({ routes: {}, invariants: { it: { every: (t) => t.|${name} } } });`;
    expect(editor.hover(text).documentation).toMatch(/^\S.{15,}/);
  });

  const claims = ["when: (r) => r.stream, every: () => true", "some: () => true", "survives: { targets: 1 }"];
  test.each(claims.flatMap((claim) => [...claim.matchAll(/(\w+): [({]/g)].map(({ index }) => [claim, index] as const)))(
    "over a key of { %s } at %i says what it claims",
    (claim, at) => {
      const text = `import { policy } from "pointsman";
export default policy({ routes: {}, invariants: { it: { ${claim.slice(0, at)}|${claim.slice(at)} } } });`;
      expect(editor.hover(text).documentation).toMatch(/^\S.{15,}/);
    },
  );

  const keys = ["Policy", "Rule", "Route", "Budget", "Terms", "RequestBounds", "Reject", "Chain", "Split", "Cheapest"];
  test.each(keys)("over a key of %s says what it is for", (name) => {
    for (const key of members("dsl/policy.ts", name)) {
      const text = `import type { ${name} } from "./dsl/policy.ts"; declare const it: ${name}<any, any, any>; it.|${key}`;
      const { documentation } = editor.hover(text.replace(/<any, any, any>/, argumentsOf(name)));
      expect(documentation, key).toMatch(/^\S.{15,}/);
    }
  });
});

function argumentsOf(name: string): string {
  if (["Terms", "RequestBounds", "Reject"].includes(name)) return "";
  if (name === "Budget") return "<any, any>";
  return ["Chain", "Split", "Cheapest"].includes(name) ? "<any>" : "<any, any, any>";
}
