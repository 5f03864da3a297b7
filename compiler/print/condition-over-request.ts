import { ts } from "../typescript.ts";

/** Names that are no facts. */
const constants = new Set(["undefined", "usd", "ms"]);

/** A condition in its canonical spelling, which names facts alone, as a policy writes it: `inputTokens > 5` → `r.inputTokens > 5`. */
export function conditionOverRequest(condition: string): string {
  const tree = ts.createSourceFile("condition.ts", `(${condition})`, ts.ScriptTarget.Latest, true);
  const places: number[] = [];
  const visit = (node: ts.Node): void => {
    const isMember =
      ts.isPropertyAccessExpression(node.parent ?? tree) && (node.parent as ts.PropertyAccessExpression).name === node;
    if (ts.isIdentifier(node) && !isMember && !constants.has(node.text)) places.push(node.getStart(tree) - 1);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const parts = [0, ...places].map((place, index) => condition.slice(place, places[index]));
  return parts.join("r.");
}
