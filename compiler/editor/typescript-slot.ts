/** Whether a tier or a model would stand at a place of a TypeScript policy. */
import { deepestBracket } from "../load/deepest-bracket.ts";
import { ts } from "../typescript.ts";

/** Nested deeper than this nothing is completed. */
const BRACKETS = 500;

const strategies: ReadonlySet<string> = new Set(["chain", "cheapest", "fastest", "balance", "split"]);
const keys: ReadonlySet<string> = new Set(["use", "otherwise", "exhausted", "tiers"]);

/** What is written of it before the place; undefined where nothing of the kind can stand. */
export function strategyText(text: string, offset: number): string | undefined {
  if (deepestBracket(text).depth > BRACKETS) return undefined;
  const tree = ts.createSourceFile("policy.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const literal = literalAt(tree, offset);
  if (!literal) return undefined;
  for (let node: ts.Node = literal.parent; node; node = node.parent) {
    if (ts.isArrowFunction(node) || ts.isBinaryExpression(node)) return undefined;
    if (ts.isCallExpression(node))
      return strategies.has(node.expression.getText(tree)) ? written(text, literal, offset) : undefined;
    if (ts.isPropertyAssignment(node) && node.name !== literal && !isShare(node)) {
      const name = ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : "";
      if (keys.has(name)) return written(text, literal, offset);
      if (notNames.has(name)) return undefined;
    }
  }
  return undefined;
}

const notNames: ReadonlySet<string> = new Set(["by", "sticky", "message", "metadata", "set", "jurisdictions"]);

/** A share of a split: its key is a name. */
function isShare(node: ts.PropertyAssignment): boolean {
  return ts.isNumericLiteral(node.initializer);
}

function literalAt(tree: ts.SourceFile, offset: number): ts.Node | undefined {
  let node: ts.Node = tree;
  for (;;) {
    const inside: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.getStart(tree) < offset && offset <= child.end ? child : undefined,
    );
    if (!inside) return ts.isStringLiteralLike(node) ? node : undefined;
    node = inside;
  }
}

function written(text: string, literal: ts.Node, offset: number): string {
  return text.slice(literal.getStart() + 1, offset);
}
