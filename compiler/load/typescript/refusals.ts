/** What the policy language does not allow: the finding of each construct, in words, with the nearest allowed form. */

import type { DiagnosticKind } from "../../diagnostics/define.ts";
import type { Refused } from "../../diagnostics/refused.ts";
import { asynchronous } from "../../diagnostics/syntax/asynchronous.ts";
import { classes } from "../../diagnostics/syntax/class.ts";
import { dynamicImport } from "../../diagnostics/syntax/dynamic-import.ts";
import { enums } from "../../diagnostics/syntax/enum.ts";
import { exception } from "../../diagnostics/syntax/exception.ts";
import { loop } from "../../diagnostics/syntax/loop.ts";
import { mutation } from "../../diagnostics/syntax/mutation.ts";
import { notAllowed } from "../../diagnostics/syntax/not-allowed.ts";
import { ts } from "../../typescript.ts";
import type { InvalidValue } from "../value.ts";
import type { Scope } from "./scope.ts";

export interface Refusal extends Refused {
  readonly kind: DiagnosticKind<Refused>;
}

const overList = "Use `map`, `filter`, `some` or `every` of a list.";
const plain = "Use functions and object literals.";
const byKind: Partial<Record<ts.SyntaxKind, Refusal>> = {
  [ts.SyntaxKind.AwaitExpression]: { kind: asynchronous, construct: "`await`", instead: "Import JSON instead." },
  [ts.SyntaxKind.YieldExpression]: { kind: asynchronous, construct: "`yield`", instead: "Use a plain arrow." },
  [ts.SyntaxKind.ClassExpression]: { kind: classes, construct: "`class`", instead: plain },
  [ts.SyntaxKind.ClassDeclaration]: { kind: classes, construct: "`class`", instead: plain },
  [ts.SyntaxKind.ThisKeyword]: { kind: classes, construct: "`this`", instead: plain },
  [ts.SyntaxKind.SuperKeyword]: { kind: classes, construct: "`super`", instead: plain },
  [ts.SyntaxKind.EnumDeclaration]: {
    kind: enums,
    construct: "`enum`",
    instead: "Use an object literal with `as const`.",
  },
  [ts.SyntaxKind.ModuleDeclaration]: { kind: enums, construct: "`namespace`", instead: "Use a file with exports." },
  [ts.SyntaxKind.DeleteExpression]: {
    kind: mutation,
    construct: "`delete`",
    instead: "Take the rest without the key: `const { key, ...rest } = object`.",
  },
  [ts.SyntaxKind.ForStatement]: { kind: loop, construct: "`for`", instead: overList },
  [ts.SyntaxKind.ForOfStatement]: { kind: loop, construct: "`for`", instead: overList },
  [ts.SyntaxKind.ForInStatement]: { kind: loop, construct: "`for`", instead: "Use `Object.entries(…).map(…)`." },
  [ts.SyntaxKind.WhileStatement]: { kind: loop, construct: "`while`", instead: overList },
  [ts.SyntaxKind.DoStatement]: { kind: loop, construct: "`do`", instead: overList },
  [ts.SyntaxKind.TryStatement]: { kind: exception, construct: "`try`", instead: "Nothing in a policy throws." },
  [ts.SyntaxKind.ThrowStatement]: {
    kind: exception,
    construct: "`throw`",
    instead: 'To refuse requests, use `reject(403, "…")` as the action of a rule.',
  },
  [ts.SyntaxKind.ImportKeyword]: {
    kind: dynamicImport,
    construct: "`import(…)`",
    instead: "Use an `import` declaration.",
  },
  [ts.SyntaxKind.TypeOfExpression]: { kind: notAllowed, construct: "`typeof`", instead: "The facts have fixed types." },
  [ts.SyntaxKind.VoidExpression]: { kind: notAllowed, construct: "`void`", instead: "Write `undefined`." },
  [ts.SyntaxKind.TaggedTemplateExpression]: {
    kind: notAllowed,
    construct: "A tagged template",
    instead: "Use a plain template.",
  },
  [ts.SyntaxKind.SwitchStatement]: {
    kind: notAllowed,
    construct: "`switch`",
    instead: "Use `if` with `return`, `?:`, or an object literal.",
  },
  [ts.SyntaxKind.BigIntLiteral]: { kind: notAllowed, construct: "A bigint", instead: "Use a plain number." },
  [ts.SyntaxKind.MethodDeclaration]: method(),
  [ts.SyntaxKind.GetAccessor]: method(),
  [ts.SyntaxKind.SetAccessor]: method(),
};

function method(): Refusal {
  return { kind: notAllowed, construct: "A method or accessor", instead: "Write `name: (…) => …`." };
}

/** `new Set(…)` and the like have a plain form. */
const plainForms: Readonly<Record<string, string>> = {
  Set: "Use a list.",
  Map: "Use an object literal.",
  Date: "Ask the facts `r.hour` and `r.weekday`.",
  RegExp: "Write the pattern as a literal: `/…/`.",
  Array: "Use a list.",
};

/** Reports that a node is not part of the language. */
export function refuse(node: ts.Node, scope: Scope): InvalidValue {
  const { kind, construct, instead } = refusalOf(node, scope);
  return scope.evaluation.report(kind, { construct, instead }, scope.origin(node));
}

function refusalOf(node: ts.Node, scope: Scope): Refusal {
  if (ts.isNewExpression(node)) {
    const name = scope.text(node.expression);
    const instead = Object.hasOwn(plainForms, name) ? plainForms[name] : plain;
    return { kind: classes, construct: `\`new ${shortened(name)}\``, instead };
  }
  return byKind[node.kind] ?? { kind: notAllowed, construct: quoted(node, scope) };
}

/** The text of a node as a message names it. */
export function quoted(node: ts.Node, scope: Scope): string {
  return `\`${shortened(scope.text(node))}\``;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
