import { ts } from "../typescript.ts";

/** Lists and objects within each other: beyond this, comparing their types takes more than a moment. */
const NESTING = 100;

/**
 * Whether TypeScript is sure to be done with a file in reasonable time. Nothing bounds what it spends on types that
 * compute, or on the types of deep literals, and a policy may come from a stranger.
 */
export function isBounded(tree: ts.SourceFile): boolean {
  const open: { readonly node: ts.Node; readonly nesting: number }[] = [{ node: tree, nesting: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next;
    const nesting = next.nesting + (isLiteral(node) ? 1 : 0);
    if (nesting > NESTING || ts.isConditionalTypeNode(node)) return false;
    ts.forEachChild(node, (child) => {
      open.push({ node: child, nesting });
    });
  }
  return true;
}

function isLiteral(node: ts.Node): boolean {
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}
