/** What a file exports. */

import { closest } from "../../diagnostics/closest.ts";
import { unknownName } from "../../diagnostics/name/unknown-name.ts";
import { notAllowed } from "../../diagnostics/syntax/not-allowed.ts";
import { ts } from "../../typescript.ts";
import type { Value } from "../value.ts";
import { type Imported, pick } from "./imports.ts";
import { namesIn } from "./pattern.ts";
import type { Scope } from "./scope.ts";

export interface Exports {
  /** `default` is the default export. */
  readonly values: Map<string, Value>;
  /** Could not be read: what it should have exported has been reported already. */
  readonly broken: boolean;
}

/** `export const a = …`, `export function f() …`, `export default function …` */
export function exportDeclared(
  node: ts.VariableStatement | ts.FunctionDeclaration,
  scope: Scope,
  exports: Exports,
): void {
  const has = (kind: ts.SyntaxKind) => node.modifiers?.some((modifier) => modifier.kind === kind);
  if (!has(ts.SyntaxKind.ExportKeyword)) return;
  if (ts.isFunctionDeclaration(node) && has(ts.SyntaxKind.DefaultKeyword)) {
    exports.values.set("default", node.name ? exportedValue(node.name, scope) : scope.evaluate(node));
    return;
  }
  const names = ts.isVariableStatement(node)
    ? node.declarationList.declarations.flatMap((declaration) => namesIn(declaration.name))
    : [node.name];
  for (const name of names) if (name) exports.values.set(name.text, exportedValue(name, scope));
}

/** `export { a, b as c }`, `export { a } from "./other.ts"` */
export function exportDeclaration(
  node: ts.ExportDeclaration,
  resolve: (specifier: ts.Expression) => Imported,
  scope: Scope,
  exports: Exports,
): void {
  const { exportClause: clause, moduleSpecifier } = node;
  if (node.isTypeOnly) return;
  if (!clause || !ts.isNamedExports(clause)) {
    const instead = "Name what is exported: `export { a, b } from …`.";
    scope.evaluation.report(notAllowed, { construct: "`export *`", instead }, scope.origin(node));
    return;
  }
  const found = moduleSpecifier && resolve(moduleSpecifier);
  for (const element of clause.elements) {
    if (element.isTypeOnly) continue;
    const name = element.propertyName ?? element.name;
    const value = moduleSpecifier
      ? pick(found, name.text, scope.text(moduleSpecifier).slice(1, -1), scope.origin(name), scope.evaluation)
      : local(name, scope);
    if (value) exports.values.set(element.name.text, value);
  }
}

/** A type of the file may be exported, too: it has no value. */
function local(name: ts.ModuleExportName, scope: Scope): Value | undefined {
  const value = scope.lookup(name.text);
  if (value && "kind" in value) return value;
  if (isTypeOf(scope.root.tree, name.text)) return undefined;
  return scope.evaluation.report(
    unknownName,
    { name: name.text, closest: closest(name.text, scope.names()) },
    scope.origin(name),
  );
}

function isTypeOf(tree: ts.SourceFile, name: string): boolean {
  return tree.statements.some(
    (node) => (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) && node.name.text === name,
  );
}

function exportedValue(name: ts.Identifier, scope: Scope): Value {
  const value = scope.lookup(name.text);
  return value && "kind" in value ? value : { kind: "invalid", origin: scope.origin(name) };
}
