/** What an `import` declaration defines. */

import { closest } from "../../diagnostics/closest.ts";
import { unknownName } from "../../diagnostics/name/unknown-name.ts";
import { notAllowed } from "../../diagnostics/syntax/not-allowed.ts";
import type { Origin } from "../../source.ts";
import { ts } from "../../typescript.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";
import { intrinsic, intrinsicNames } from "./intrinsics.ts";
import { misspeltImport } from "./misspelt-import.ts";
import type { Scope } from "./scope.ts";

/** What a specifier names: the language itself, a file, or undefined when what is wrong with it has been reported. */
export type Imported =
  | "pointsman"
  | { readonly values: ReadonlyMap<string, Value>; readonly broken: boolean }
  | undefined;

/** Types that `"pointsman"` exports: they may be imported without `type`, and have no value. */
const types = ["Duration", "Facts", "FailureClass", "Metadata", "ModelId", "Money", "Strategy"];

export function defineImports(
  node: ts.ImportDeclaration,
  resolve: (node: ts.Expression) => Imported,
  scope: Scope,
): void {
  const { importClause: clause, moduleSpecifier } = node;
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
  const specifier = scope.text(moduleSpecifier).slice(1, -1);
  const found = resolve(moduleSpecifier);
  const define = (name: string, as: ts.Identifier) => {
    scope.declare(as.text, scope.origin(as));
    scope.define(as.text, pick(found, name, specifier, scope.origin(as), scope.evaluation));
  };
  if (clause?.name) define("default", clause.name);
  const bindings = clause?.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) {
    const refused = {
      construct: "A namespace import",
      instead: "Import the names that you use: `import { a, b } from …`.",
    };
    scope.define(bindings.name.text, scope.evaluation.report(notAllowed, refused, scope.origin(bindings)));
    return;
  }
  for (const element of bindings.elements) {
    const name = (element.propertyName ?? element.name).text;
    if (element.isTypeOnly || (specifier === "pointsman" && types.includes(name))) continue;
    if (isKnown(found, name)) define(name, element.name);
    else defineMisspelt(element, found, specifier, scope);
  }
}

/** So is what could not be read: what is wrong with it has been reported. */
function isKnown(found: Imported, name: string): boolean {
  if (found === undefined) return true;
  return found === "pointsman" ? intrinsicNames.includes(name) : found.broken || found.values.has(name);
}

/** The name that was meant is known from here on, so that its uses are no findings of their own. */
function defineMisspelt(element: ts.ImportSpecifier, found: Imported, specifier: string, scope: Scope): void {
  const { name } = element;
  const names = namesOf(found);
  const { closest, edits } = misspeltImport(element, names, scope);
  const written = element.propertyName ?? name;
  const parameters = { name: written.text, where: specifier, ...(closest && { closest }), ...(edits && { edits }) };
  const value = scope.evaluation.report(unknownName, parameters, scope.origin(written));
  scope.declare(name.text, scope.origin(name));
  scope.define(name.text, value);
  if (closest !== undefined && scope.lookup(closest) === undefined) scope.define(closest, value);
}

function namesOf(found: Imported): readonly string[] {
  if (found === undefined) return [];
  return found === "pointsman" ? intrinsicNames : [...found.values.keys()];
}

/** The value that a name of a file stands for. */
export function pick(found: Imported, name: string, specifier: string, origin: Origin, evaluation: Evaluation): Value {
  if (found === undefined || (found !== "pointsman" && found.broken)) return { kind: "invalid", origin };
  const value = found === "pointsman" ? intrinsic(name, evaluation, origin) : found.values.get(name);
  if (value) return value;
  return evaluation.report(unknownName, { name, closest: closest(name, namesOf(found)), where: specifier }, origin);
}
