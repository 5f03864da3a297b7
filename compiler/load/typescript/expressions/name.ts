import { facts } from "../../../../schemas/facts.ts";
import { nearest } from "../../../diagnostics/closest.ts";
import { type UnknownName, unknownName } from "../../../diagnostics/name/unknown-name.ts";
import { usedBeforeDefinition } from "../../../diagnostics/name/used-before-definition.ts";
import type { Origin } from "../../../source.ts";
import { ts } from "../../../typescript.ts";
import type { Value } from "../../value.ts";
import { pureGlobal, refusedGlobal } from "../globals.ts";
import { intrinsicNames } from "../intrinsics.ts";
import { usedAt } from "../passed.ts";
import type { Scope } from "../scope.ts";

/** The value that a name stands for, which remembers both its use and its definition. */
export function name(node: ts.Identifier, scope: Scope): Value {
  const origin = scope.origin(node);
  const found = scope.lookup(node.text);
  if (found && "declaredAt" in found) {
    const labels = [{ span: found.declaredAt.span, text: "defined here" }];
    return scope.evaluation.report(usedBeforeDefinition, { name: node.text }, origin, labels);
  }
  if (found) return usedAt(found, origin);
  const { evaluation } = scope;
  return (
    pureGlobal(node.text, origin, evaluation) ??
    refusedGlobal(node.text, origin, evaluation) ??
    unknown(node.text, origin, scope)
  );
}

/** What has to be imported is told once. */
function unknown(name: string, origin: Origin, scope: Scope): Value {
  const parameters = { name, ...meant(name, scope) };
  const value = scope.evaluation.report(unknownName, parameters, origin);
  if (parameters.isOurs) scope.define(name, value);
  return value;
}

/** A fact is asked of the request, which conditions call `r`. */
function meant(name: string, scope: Scope): Omit<UnknownName, "name"> {
  if (intrinsicNames.includes(name)) return { isOurs: true, ...importOf(name, scope) };
  if (!factRoots.has(name)) return nearest(name, scope.names());
  const asked = scope.lookup("r");
  const isRequest = asked !== undefined && "kind" in asked && asked.kind === "symbol";
  return { closest: `r.${name}`, certain: isRequest, isFact: !isRequest };
}

/** Beside what else is imported of the language. */
function importOf(name: string, { root }: Scope): Pick<UnknownName, "edits"> {
  const names = root.tree.statements.flatMap((node) => {
    const bindings = ts.isImportDeclaration(node) && isOurs(node) ? node.importClause?.namedBindings : undefined;
    return bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  });
  const [first] = names;
  if (!first) return {};
  const { span } = root.locate(first.getStart(root.tree), first.getStart(root.tree));
  return { edits: [{ span, text: `${name}, ` }] };
}

function isOurs({ moduleSpecifier }: ts.ImportDeclaration): boolean {
  return ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === "pointsman";
}

/** What may stand behind `r.` */
const factRoots: ReadonlySet<string> = new Set(["metadata", ...Object.keys(facts).map((name) => name.split(".")[0]!)]);
