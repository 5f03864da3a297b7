import ts from "typescript";
import { notAllowed } from "../../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../../source.ts";
import type { Value } from "../../value.ts";
import { listMethod } from "../methods/list.ts";
import { objectMethod } from "../methods/object.ts";
import { textMethod } from "../methods/text.ts";
import { refusal } from "../refusals.ts";
import type { Scope } from "../scope.ts";
import { evaluateList } from "./collection.ts";

/** `f(a)`, `list.map(f)`, `Object.entries(o)`, `r.text.includes("…")` */
export function call(node: ts.CallExpression, scope: Scope): Value {
  const callee = node.expression;
  if (ts.isPropertyAccessExpression(callee)) return methodCall(node, callee, scope);
  const origin = scope.origin(node);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) {
    const instead = "Use an `import` declaration.";
    return scope.evaluation.report(notAllowed, { construct: "A dynamic import", instead }, origin);
  }
  const target = scope.evaluate(callee);
  const args = evaluateList(node.arguments, scope);
  return apply(target, args, origin, node, scope);
}

function methodCall(node: ts.CallExpression, callee: ts.PropertyAccessExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  const method = callee.name.text;
  if (ts.isIdentifier(callee.expression) && callee.expression.text === "Object" && !scope.lookup("Object")) {
    const args = evaluateList(node.arguments, scope);
    return objectMethod(method, args, origin) ?? refuse(node, args, origin, scope);
  }
  const object = scope.evaluate(callee.expression);
  const args = evaluateList(node.arguments, scope);
  if (object.kind === "invalid") return { kind: "invalid", origin };
  if (object.kind === "symbol") return object.symbols.call(object, method, args, origin);
  if (object.kind === "list") return listMethod(object, method, args, origin) ?? refuse(node, args, origin, scope);
  if (object.kind === "literal") return textMethod(object, method, args, origin) ?? refuse(node, args, origin, scope);
  if (object.kind !== "record") return refuse(node, args, origin, scope);
  return apply(object.fields.get(method)?.value, args, origin, node, scope);
}

function apply(target: Value | undefined, args: Value[], origin: Origin, node: ts.CallExpression, scope: Scope): Value {
  if (target?.kind === "function") return target.call(args, origin);
  if (target?.kind === "invalid") return { kind: "invalid", origin };
  return refuse(node, args, origin, scope);
}

function refuse(node: ts.CallExpression, args: readonly Value[], origin: Origin, scope: Scope): Value {
  if (args.some((arg) => arg.kind === "invalid")) return { kind: "invalid", origin };
  return scope.evaluation.report(notAllowed, refusal(node, scope.root.tree), origin);
}
