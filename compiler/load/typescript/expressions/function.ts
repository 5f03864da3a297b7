import ts from "typescript";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../../source.ts";
import type { FunctionValue, Value } from "../../value.ts";
import { refusal } from "../refusals.ts";
import type { Scope } from "../scope.ts";
import { isTruthy } from "./operator.ts";

type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;

/** A function that closes over its scope; its body is evaluated anew at every call. */
export function functionValue(node: FunctionNode, scope: Scope): Value {
  const origin = scope.origin(node);
  const modifier = node.modifiers?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword) ?? node.asteriskToken;
  if (modifier) {
    const construct = "An `async` function or generator";
    return scope.evaluation.report(notAllowed, { construct, instead: "Use a plain arrow." }, scope.origin(modifier));
  }
  const call = (args: readonly Value[], at: Origin): Value => {
    const run = () => scope.evaluation.enter(at, () => body(node, bind(node, args, scope, at)));
    const value = scope.evaluation.guard<Value>(run, { kind: "invalid", origin: at });
    return { ...value, origin: { span: at.span, from: { how: "call", origin: value.origin } } };
  };
  return { kind: "function", text: scope.text(node), call, origin } satisfies FunctionValue;
}

function bind(node: FunctionNode, args: readonly Value[], scope: Scope, at: Origin): Scope {
  const inner = scope.inner();
  node.parameters.forEach((parameter, index) => {
    if (!ts.isIdentifier(parameter.name) || parameter.dotDotDotToken) {
      const instead = "Name the parameter and use its fields.";
      scope.evaluation.report(notAllowed, { construct: "This parameter", instead }, scope.origin(parameter));
      return;
    }
    const missing: Value = { kind: "literal", value: undefined, origin: at };
    const value = args[index] ?? (parameter.initializer ? inner.evaluate(parameter.initializer) : missing);
    inner.define(parameter.name.text, value);
  });
  return inner;
}

function body(node: FunctionNode, scope: Scope): Value {
  if (!node.body) return { kind: "invalid", origin: scope.origin(node) };
  if (ts.isBlock(node.body)) return run([...node.body.statements], scope, scope.origin(node));
  return scope.evaluate(node.body);
}

/** The value of a block: `const`s, then a `return`; an `if` decides which statements follow. */
function run(statements: readonly ts.Statement[], scope: Scope, at: Origin): Value {
  const [first, ...rest] = statements;
  if (!first) return { kind: "literal", value: undefined, origin: at };
  if (ts.isReturnStatement(first)) {
    return first.expression ? scope.evaluate(first.expression) : { kind: "literal", value: undefined, origin: at };
  }
  if (ts.isVariableStatement(first)) {
    defineConstants(first, scope);
    return run(rest, scope, at);
  }
  if (ts.isBlock(first)) return run([...first.statements, ...rest], scope.inner(), at);
  if (ts.isIfStatement(first)) return choose(first, rest, scope, at);
  return scope.evaluation.report(notAllowed, refusal(first, scope.root.tree), scope.origin(first));
}

function choose(node: ts.IfStatement, rest: readonly ts.Statement[], scope: Scope, at: Origin): Value {
  const test = scope.evaluate(node.expression);
  if (test.kind === "invalid") return test;
  const whenTrue = () => run([node.thenStatement, ...rest], scope.inner(), at);
  const whenFalse = () => run(node.elseStatement ? [node.elseStatement, ...rest] : rest, scope.inner(), at);
  if (test.kind === "symbol") return test.symbols.choose(test, whenTrue, whenFalse, scope.origin(node.expression));
  return isTruthy(test) ? whenTrue() : whenFalse();
}

/** `const a = …, b = …;` — `let` and `var` are refused. */
export function defineConstants(node: ts.VariableStatement, scope: Scope): void {
  if (!(node.declarationList.flags & ts.NodeFlags.Const)) {
    const refused = { construct: "`let` and `var`", instead: "Use `const`." };
    scope.evaluation.report(notAllowed, refused, scope.origin(node.declarationList));
  }
  for (const declaration of node.declarationList.declarations) {
    const origin = scope.origin(declaration);
    const value: Value = declaration.initializer
      ? scope.evaluate(declaration.initializer)
      : { kind: "literal", value: undefined, origin };
    if (ts.isIdentifier(declaration.name)) scope.define(declaration.name.text, value);
    else {
      const instead = "Name the value and use its fields.";
      scope.evaluation.report(notAllowed, { construct: "Destructuring", instead }, scope.origin(declaration.name));
    }
  }
}
