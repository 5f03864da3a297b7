/** What the policy language does not allow, in words, with the nearest allowed form. */
import ts from "typescript";

export interface Refusal {
  readonly construct: string;
  readonly instead?: string;
}

const constant = "A policy is data: write the value, or a function of constants.";
const byKind: Partial<Record<ts.SyntaxKind, Refusal>> = {
  [ts.SyntaxKind.AwaitExpression]: { construct: "`await`", instead: "Nothing in a policy waits; import JSON instead." },
  [ts.SyntaxKind.NewExpression]: { construct: "`new`", instead: constant },
  [ts.SyntaxKind.ClassExpression]: { construct: "A class", instead: "Use functions and object literals." },
  [ts.SyntaxKind.ClassDeclaration]: { construct: "A class", instead: "Use functions and object literals." },
  [ts.SyntaxKind.EnumDeclaration]: { construct: "An enum", instead: "Use an object literal with `as const`." },
  [ts.SyntaxKind.ThisKeyword]: { construct: "`this`", instead: constant },
  [ts.SyntaxKind.DeleteExpression]: { construct: "`delete`", instead: "Build a new object without the key." },
  [ts.SyntaxKind.YieldExpression]: { construct: "`yield`", instead: constant },
  [ts.SyntaxKind.PostfixUnaryExpression]: { construct: "Changing a variable", instead: "Define another `const`." },
  [ts.SyntaxKind.TypeOfExpression]: { construct: "`typeof`", instead: "The facts have fixed types." },
  [ts.SyntaxKind.TaggedTemplateExpression]: { construct: "A tagged template", instead: "Use a plain template." },
  [ts.SyntaxKind.ForStatement]: { construct: "A loop", instead: "Use `map`, `filter`, `some` or `every`." },
  [ts.SyntaxKind.ForOfStatement]: { construct: "A loop", instead: "Use `map`, `filter`, `some` or `every`." },
  [ts.SyntaxKind.ForInStatement]: { construct: "A loop", instead: "Use `Object.entries(…).map(…)`." },
  [ts.SyntaxKind.WhileStatement]: { construct: "A loop", instead: "Use `map`, `filter`, `some` or `every`." },
  [ts.SyntaxKind.DoStatement]: { construct: "A loop", instead: "Use `map`, `filter`, `some` or `every`." },
  [ts.SyntaxKind.SwitchStatement]: { construct: "`switch`", instead: "Use `?:` or an object literal." },
  [ts.SyntaxKind.TryStatement]: { construct: "`try`", instead: "Nothing in a policy throws." },
  [ts.SyntaxKind.ThrowStatement]: { construct: "`throw`", instead: 'Use `reject(403, "…")` as the action of a rule.' },
  [ts.SyntaxKind.ExpressionStatement]: { construct: "A statement without effect on the policy" },
};

/** Why this node is refused, and what to write instead. */
export function refusal(node: ts.Node, tree: ts.SourceFile): Refusal {
  const known = byKind[node.kind];
  if (known) return known;
  const text = node.getText(tree);
  return { construct: `\`${text.length > 40 ? `${text.slice(0, 39)}…` : text}\`` };
}

const clock = "A policy means the same whenever it is compiled; ask the facts `r.hour` and `r.weekday`.";
const noAccess = "A policy cannot reach the machine that compiles it.";

/** Names that JavaScript has and a policy has not. */
const globals: Readonly<Record<string, string>> = {
  Date: clock,
  performance: clock,
  Math: "Write the number; a policy means the same at every compilation.",
  process: noAccess,
  globalThis: noAccess,
  window: noAccess,
  console: noAccess,
  fetch: noAccess,
  require: "Use `import` with a relative path.",
  setTimeout: noAccess,
  Promise: "Nothing in a policy waits.",
  JSON: 'Import the JSON file: `import data from "./data.json"`.',
  crypto: noAccess,
  eval: "Write the expression itself.",
  Function: "Write the function itself.",
  RegExp: "Write the pattern as a literal: `/…/`.",
};

export function refusedGlobal(name: string): Refusal | undefined {
  const instead = Object.hasOwn(globals, name) ? globals[name] : undefined;
  return instead === undefined ? undefined : { construct: `\`${name}\``, instead };
}
