/** A JSON file as a value. JSON is read with the parser of the language it is a part of, which knows every place. */

import { diagnose } from "../../diagnostics/define.ts";
import { unparsable } from "../../diagnostics/syntax/unparsable.ts";
import type { SourceFile } from "../../source.ts";
import { ts } from "../../typescript.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Exports } from "./exports.ts";
import { evaluateExpression } from "./expression.ts";
import { parse } from "./parse.ts";
import { type Locate, locateInFile, Scope } from "./scope.ts";

/** The whole file is the default export. */
export function loadJson(file: SourceFile, evaluation: Evaluation): Exports {
  const before = "(";
  const locateInJson = locateInFile(file);
  const locate: Locate = (start, end) => {
    const within = (offset: number) => Math.min(Math.max(0, offset - before.length), file.text.length);
    return locateInJson(within(start), within(end));
  };
  const { tree, diagnostics } = parse(file.name, `${before}${file.text}\n)`, locate);
  const [statement, second] = tree.statements;
  const whole = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const json = whole && !second && ts.isParenthesizedExpression(whole) ? whole.expression : undefined;
  const scope = new Scope({ evaluation, tree, locate, evaluate: evaluateExpression });
  const foreign = json ? notJson(json) : tree;
  const refused = diagnostics.length > 0 || !json || foreign;
  if (diagnostics.length > 0) evaluation.diagnostics.push(...diagnostics.slice(0, 1));
  else if (foreign) {
    const problem = "JSON has only texts in double quotes, numbers, true, false, null, lists and objects";
    evaluation.diagnostics.push(diagnose(unparsable, { problem }, scope.origin(foreign)));
  }
  return refused
    ? { values: new Map(), broken: true }
    : { values: new Map([["default", scope.evaluate(json)]]), broken: false };
}

/** The first part that is no JSON. */
function notJson(root: ts.Expression): ts.Node | undefined {
  const open: ts.Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (!ts.isPropertyAssignment(property) || !isText(property.name)) return property;
        open.push(property.initializer);
      }
    } else if (ts.isArrayLiteralExpression(node)) open.push(...node.elements.toReversed());
    else if (!isScalar(node)) return node;
  }
  return undefined;
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteral(node) && node.getText().startsWith('"');
}

function isScalar(node: ts.Node): boolean {
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
  }
  const words = [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword];
  return isText(node) || ts.isNumericLiteral(node) || words.includes(node.kind);
}
