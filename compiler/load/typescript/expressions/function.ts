import { asynchronous } from "../../../diagnostics/syntax/asynchronous.ts";
import type { Origin } from "../../../source.ts";
import { ts } from "../../../typescript.ts";
import type { FunctionValue, Value } from "../../value.ts";
import { returnedTo } from "../passed.ts";
import { bindPattern, namesIn } from "../pattern.ts";
import type { Scope } from "../scope.ts";
import { runBlock } from "../statements.ts";

type FunctionNode = ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;

/** A function that closes over its scope; its body is evaluated anew at every call. */
export function functionValue(node: FunctionNode, scope: Scope): Value {
  const origin = scope.origin(node);
  const modifier = node.modifiers?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword) ?? node.asteriskToken;
  if (modifier) {
    const construct = node.asteriskToken ? "A generator" : "An `async` function";
    const refused = { construct, instead: "Use a plain arrow." };
    return scope.evaluation.report(asynchronous, refused, scope.origin(modifier));
  }
  const name = nameOf(node, scope);
  const call = (args: readonly Value[], at: Origin): Value => {
    const run = () => {
      const called = { at, label: "called here", callee: call, name, args };
      return scope.evaluation.enter(called, () => body(node, bind(node, args, scope, at)));
    };
    return returnedTo(scope.evaluation.guard<Value>(run, { kind: "invalid", origin: at }), at);
  };
  return { kind: "function", text: scope.text(node), call, origin } satisfies FunctionValue;
}

/** How a message names the function. */
function nameOf(node: FunctionNode, scope: Scope): string {
  const { parent } = node;
  const name = node.name ?? (parent && ts.isVariableDeclaration(parent) ? parent.name : undefined);
  return name ? `\`${scope.text(name)}\`` : "this function";
}

function bind(node: FunctionNode, args: readonly Value[], scope: Scope, at: Origin): Scope {
  const inner = scope.inner();
  for (const { name } of node.parameters) {
    for (const each of namesIn(name)) inner.declare(each.text, scope.origin(each));
  }
  node.parameters.forEach((parameter, index) => {
    if (parameter.dotDotDotToken) {
      bindPattern(parameter.name, inner.evaluation.list(args.slice(index), at), inner);
      return;
    }
    const given = args[index];
    const missing = !given || (given.kind === "literal" && given.value === undefined);
    const value: Value =
      missing && parameter.initializer ? inner.evaluate(parameter.initializer) : (given ?? absent(at));
    bindPattern(parameter.name, value, inner);
  });
  return inner;
}

function absent(origin: Origin): Value {
  return { kind: "literal", value: undefined, origin };
}

function body(node: FunctionNode, scope: Scope): Value {
  if (!node.body) return { kind: "invalid", origin: scope.origin(node) };
  return ts.isBlock(node.body) ? runBlock(node.body, scope.inner()) : scope.evaluate(node.body);
}
