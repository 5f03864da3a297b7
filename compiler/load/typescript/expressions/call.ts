import { closest } from "../../../diagnostics/closest.ts";
import { unknownName } from "../../../diagnostics/name/unknown-name.ts";
import { argument } from "../../../diagnostics/syntax/argument.ts";
import { operand } from "../../../diagnostics/syntax/operand.ts";
import type { Origin } from "../../../source.ts";
import { ts } from "../../../typescript.ts";
import type { Value } from "../../value.ts";
import { listMethod } from "../methods/list.ts";
import type { MethodCall } from "../methods/method.ts";
import { numberMethod } from "../methods/number.ts";
import { staticMethod } from "../methods/static.ts";
import { textMethod } from "../methods/text.ts";
import { usedAt } from "../passed.ts";
import { quoted, refuse } from "../refusals.ts";
import type { Scope } from "../scope.ts";
import { isMissing } from "../truth.ts";
import { evaluateList } from "./collection.ts";
import { isCutShort } from "./member.ts";

/** `f(a)`, `list.map(f)`, `Object.entries(o)`, `r.text.includes("…")` */
export function call(node: ts.CallExpression, scope: Scope): Value {
  const callee = withoutBrackets(node.expression);
  if (ts.isPropertyAccessExpression(callee)) return methodCall(node, callee, scope);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return refuse(callee, scope);
  const target = scope.evaluate(callee);
  if (isCutShort(node, target)) return { kind: "literal", value: undefined, origin: scope.origin(node) };
  return apply(target, node, scope);
}

function withoutBrackets(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) ? withoutBrackets(node.expression) : node;
}

function methodCall(node: ts.CallExpression, callee: ts.PropertyAccessExpression, scope: Scope): Value {
  const at = scope.origin(node);
  const method = callee.name.text;
  const { evaluation } = scope;
  const owner = ts.isIdentifier(callee.expression) ? callee.expression.text : "";
  if (owner !== "" && !scope.lookup(owner)) {
    const made = staticMethod(owner, method, () => methodArguments(node, method, at, scope));
    if (made) return made;
  }
  const object = scope.evaluate(callee.expression);
  if (isCutShort(callee, object) || isCutShort(node, object)) return { kind: "literal", value: undefined, origin: at };
  if (object.kind === "record") {
    const field = object.fields.get(method)?.value;
    if (field) return apply(usedAt(field, scope.origin(callee)), node, scope);
    if (node.questionDotToken) return { kind: "literal", value: undefined, origin: at };
    const nearest = closest(method, object.fields.keys());
    return evaluation.report(unknownName, { name: method, closest: nearest }, scope.origin(callee.name));
  }
  const asked = methodArguments(node, method, at, scope);
  if (object.kind === "invalid") return object;
  if (object.kind === "symbol") return object.symbols.call(object, method, asked.args, at);
  if (asked.args.some((arg) => arg.kind === "invalid")) return { kind: "invalid", origin: at };
  if (object.kind === "list") return listMethod(object, asked);
  if (object.kind === "literal" && typeof object.value === "string") return textMethod(object.value, asked);
  if (object.kind === "literal" && typeof object.value === "number") return numberMethod(object.value, asked);
  if (isMissing(object)) {
    const problem = `${quoted(callee.expression, scope)} is missing here, so \`.${method}\` cannot be asked of it`;
    return evaluation.report(operand, { problem, instead: `Write \`?.${method}(…)\` where it may be missing.` }, at);
  }
  if (object.kind === "pattern") {
    const instead = `Ask the text: \`${node.arguments[0] ? scope.text(node.arguments[0]) : "r.text"}.matches(${scope.text(callee.expression)})\`.`;
    return evaluation.report(operand, { problem: `a pattern has no \`.${method}\` here`, instead }, at);
  }
  const problem = `this value has no \`.${method}\``;
  return evaluation.report(operand, { problem }, scope.origin(callee.name));
}

function methodArguments(node: ts.CallExpression, name: string, at: Origin, scope: Scope): MethodCall {
  const args = evaluateList(node.arguments, scope);
  const refuseArguments = (usage: string) => scope.evaluation.report(argument, { name: `\`.${name}\``, usage }, at);
  return { name, args, at, evaluation: scope.evaluation, refuse: refuseArguments };
}

function apply(target: Value, node: ts.CallExpression, scope: Scope): Value {
  const origin = scope.origin(node);
  const args = evaluateList(node.arguments, scope);
  if (target.kind === "function") return target.call(args, origin);
  if (target.kind === "invalid") return { kind: "invalid", origin };
  return scope.evaluation.report(operand, { problem: `${quoted(node.expression, scope)} is not a function` }, origin);
}
