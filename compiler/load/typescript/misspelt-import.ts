/** A name that a file does not export, where it is imported: with its uses, which a mend has to reach, too. */
import { nearest } from "../../diagnostics/closest.ts";
import type { Edit } from "../../diagnostics/define.ts";
import { ts } from "../../typescript.ts";
import type { Scope } from "./scope.ts";

export interface MisspeltImport {
  readonly closest?: string;
  /** Of the import and of all uses, where it is certain that they are the same slip. */
  readonly edits?: readonly Edit[];
}

/** `names` are those that there are. */
export function misspeltImport(element: ts.ImportSpecifier, names: readonly string[], scope: Scope): MisspeltImport {
  const written = element.propertyName ?? element.name;
  const near = nearest(written.text, names);
  const { closest } = near;
  if (closest === undefined) return {};
  const uses = element.propertyName ? [] : usesOf(element.name.text, scope.root.tree);
  const isFree =
    element.propertyName !== undefined || !names.some((name) => name === closest && isImported(name, element));
  if (!near.certain || uses === undefined || !isFree) return { closest };
  const edits = [written, ...uses].map((node) => ({ span: scope.origin(node).span, text: closest }));
  return { closest, edits };
}

function isImported(name: string, element: ts.ImportSpecifier): boolean {
  return element.parent.elements.some((other) => other !== element && other.name.text === name);
}

/** Undefined where one of them is a key as well, or the name is defined anew. */
function usesOf(name: string, tree: ts.SourceFile): ts.Identifier[] | undefined {
  const found: ts.Identifier[] = [];
  let isClear = true;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) {
      const { parent } = node;
      const isKey = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
      if (ts.isShorthandPropertyAssignment(parent) || isDefinition(parent, node)) isClear = false;
      if (!isKey && !ts.isImportSpecifier(parent)) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return isClear ? found : undefined;
}

function isDefinition(parent: ts.Node, node: ts.Identifier): boolean {
  return (
    "name" in parent &&
    parent.name === node &&
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent))
  );
}
