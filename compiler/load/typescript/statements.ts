/** The statements that a policy may use, in a file and in the body of a function. */

import { noEffect } from "../../diagnostics/syntax/no-effect.ts";
import { variable } from "../../diagnostics/syntax/variable.ts";
import type { Origin } from "../../source.ts";
import { ts } from "../../typescript.ts";
import type { Value } from "../value.ts";
import { bindPattern, namesIn } from "./pattern.ts";
import { refuse } from "./refusals.ts";
import type { Scope } from "./scope.ts";
import { isTruthy } from "./truth.ts";

/** Makes the names of a block known, and gives those of functions their value. */
export function hoist(statements: readonly ts.Statement[], scope: Scope): void {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      const names = statement.declarationList.declarations.flatMap((declaration) => namesIn(declaration.name));
      for (const name of names) scope.declare(name.text, scope.origin(name));
    } else if (ts.isFunctionDeclaration(statement) && statement.name && statement.body) {
      scope.declare(statement.name.text, scope.origin(statement.name));
      scope.define(statement.name.text, scope.evaluate(statement));
    }
  }
}

/** `const a = …, { b, c } = …;` — `let` and `var` are refused. */
export function defineConstants(node: ts.VariableStatement, scope: Scope): void {
  if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return;
  const { declarationList: list } = node;
  const blockScoped = list.flags & ts.NodeFlags.BlockScoped;
  if (blockScoped !== ts.NodeFlags.Const) {
    const construct = blockScoped === ts.NodeFlags.Let ? "`let`" : blockScoped === 0 ? "`var`" : "`using`";
    scope.evaluation.report(variable, { construct, instead: "Use `const`." }, scope.origin(list));
  }
  for (const declaration of list.declarations) {
    const value: Value = declaration.initializer
      ? scope.evaluate(declaration.initializer)
      : { kind: "literal", value: undefined, origin: scope.origin(declaration) };
    bindPattern(declaration.name, value, scope);
  }
}

/** Types are erased, and so is a lone semicolon. */
export function isErasedStatement(node: ts.Statement): boolean {
  return ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isEmptyStatement(node);
}

/** An expression that stands alone: whatever is wrong inside it, or that it does nothing. */
export function expressionStatement(node: ts.ExpressionStatement, scope: Scope): void {
  const before = scope.evaluation.diagnostics.length;
  const { kind } = scope.evaluate(node.expression);
  const isTold = scope.evaluation.diagnostics.length > before || kind === "invalid";
  if (!isTold) scope.evaluation.report(noEffect, {}, scope.origin(node));
}

/** The value of a function's block: `const`s, then a `return`; an `if` decides which statements follow. */
export function runBlock(block: ts.Block, scope: Scope): Value {
  hoist(block.statements, scope);
  return run({ statements: block.statements, at: 0, scope }, scope.origin(block));
}

/** Statements that are still to run, and what runs when they end without a `return`. */
interface Rest {
  readonly statements: readonly ts.Statement[];
  readonly at: number;
  readonly scope: Scope;
  readonly then?: Rest;
}

function run(from: Rest, origin: Origin): Value {
  let rest: Rest | undefined = from;
  while (rest) {
    const { statements, at, scope, then }: Rest = rest;
    const statement: ts.Statement | undefined = statements[at];
    if (!statement) {
      rest = then;
      continue;
    }
    const next: Rest = { ...rest, at: at + 1 };
    scope.evaluation.spend(origin);
    if (ts.isReturnStatement(statement)) {
      if (statement.expression) return scope.evaluate(statement.expression);
      return { kind: "literal", value: undefined, origin: scope.origin(statement) };
    }
    if (ts.isIfStatement(statement)) return choose(statement, next, origin);
    if (ts.isBlock(statement)) rest = inside(statement, scope, next);
    else {
      if (!runOne(statement, scope)) return { kind: "invalid", origin };
      rest = next;
    }
  }
  return { kind: "literal", value: undefined, origin };
}

/** False when the rest makes no sense without it. */
function runOne(statement: ts.Statement, scope: Scope): boolean {
  if (ts.isVariableStatement(statement)) defineConstants(statement, scope);
  else if (ts.isExpressionStatement(statement)) expressionStatement(statement, scope);
  else if (!ts.isFunctionDeclaration(statement) && !isErasedStatement(statement)) {
    refuse(statement, scope);
    return false;
  }
  return true;
}

function inside(statement: ts.Statement, outer: Scope, then: Rest): Rest {
  const scope = outer.inner();
  const statements = ts.isBlock(statement) ? statement.statements : [statement];
  hoist(statements, scope);
  return { statements, at: 0, scope, then };
}

function choose(node: ts.IfStatement, then: Rest, origin: Origin): Value {
  const { scope } = then;
  const test = scope.evaluate(node.expression);
  if (test.kind === "invalid") return { kind: "invalid", origin };
  const whenTrue = () => run(inside(node.thenStatement, scope, then), origin);
  const whenFalse = () => run(node.elseStatement ? inside(node.elseStatement, scope, then) : then, origin);
  if (test.kind === "symbol") {
    const at = scope.origin(node.expression);
    return scope.evaluation.nested(at, () => test.symbols.choose(test, whenTrue, whenFalse, at));
  }
  return scope.evaluation.nested(origin, isTruthy(test) ? whenTrue : whenFalse);
}
