import { ts } from "../typescript.ts";

/** Names that are no facts. */
const constants = new Set(["undefined", "usd", "ms"]);

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A condition in its canonical spelling, which names facts alone, as a policy writes it: `inputTokens > 5` →
 * `r.inputTokens > 5`.
 */
export function conditionOverRequest(condition: string): string {
  const tree = ts.createSourceFile("condition.ts", `(${condition})`, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const bound = new Set<string>();
  const visit = (node: ts.Node): void => {
    const start = node.getStart(tree) - 1;
    const isMember =
      ts.isPropertyAccessExpression(node.parent ?? tree) && (node.parent as ts.PropertyAccessExpression).name === node;
    if (ts.isParameter(node)) bound.add(node.name.getText(tree));
    if (ts.isIdentifier(node) && !isMember && !constants.has(node.text) && !bound.has(node.text))
      edits.push({ start, end: start, text: "r." });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return edits.reduceRight(
    (text, { start, end, text: written }) => text.slice(0, start) + written + text.slice(end),
    condition,
  );
}
