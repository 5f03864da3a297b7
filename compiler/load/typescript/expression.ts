/** Which expressions a policy may use, and the file that evaluates each. */
import { ts } from "../../typescript.ts";
import type { Value } from "../value.ts";
import { call } from "./expressions/call.ts";
import { arrayLiteral, objectLiteral } from "./expressions/collection.ts";
import { functionValue } from "./expressions/function.ts";
import { literal, regularExpression, template } from "./expressions/literal.ts";
import { elementAccess, propertyAccess } from "./expressions/member.ts";
import { name } from "./expressions/name.ts";
import { binary, conditional, postfix, prefix } from "./expressions/operator.ts";
import { refuse } from "./refusals.ts";
import type { Evaluable, Scope } from "./scope.ts";

/** Evaluates one expression; what is not allowed is reported there and gives an invalid value. */
export function evaluateExpression(node: Evaluable, scope: Scope): Value {
  const origin = scope.origin(node);
  scope.evaluation.spend(origin);
  return scope.evaluation.nested(origin, () => evaluate(node, scope));
}

function evaluate(node: Evaluable, scope: Scope): Value {
  if (ts.isIdentifier(node)) return name(node, scope);
  if (ts.isPropertyAccessExpression(node)) return propertyAccess(node, scope);
  if (ts.isCallExpression(node)) return call(node, scope);
  if (ts.isBinaryExpression(node)) return binary(node, scope);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isFunctionDeclaration(node)) {
    return functionValue(node, scope);
  }
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(node, scope);
  if (ts.isArrayLiteralExpression(node)) return arrayLiteral(node, scope);
  if (ts.isPrefixUnaryExpression(node)) return prefix(node, scope);
  if (ts.isPostfixUnaryExpression(node)) return postfix(node, scope);
  if (ts.isConditionalExpression(node)) return conditional(node, scope);
  if (ts.isElementAccessExpression(node)) return elementAccess(node, scope);
  if (ts.isTemplateExpression(node)) return template(node, scope);
  if (ts.isRegularExpressionLiteral(node)) return regularExpression(node, scope);
  if (isErased(node)) return scope.evaluate(node.expression);
  return literal(node, scope) ?? refuse(node, scope);
}

/** Parentheses and types: only their inside has a value. */
function isErased(node: ts.Expression): node is ts.ParenthesizedExpression | ts.AsExpression | ts.SatisfiesExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}
