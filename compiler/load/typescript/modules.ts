/** The files of a policy: resolves imports, evaluates each file once, and refuses cycles and files outside the project. */
import { dirname, join, normalize } from "node:path/posix";
import ts from "typescript";
import { closest } from "../../diagnostics/closest.ts";
import { unknownFile } from "../../diagnostics/name/unknown-file.ts";
import { unknownName } from "../../diagnostics/name/unknown-name.ts";
import { cyclicImport } from "../../diagnostics/syntax/cyclic-import.ts";
import { importNotAllowed } from "../../diagnostics/syntax/import-not-allowed.ts";
import { notAllowed } from "../../diagnostics/syntax/not-allowed.ts";
import type { Origin, SourceFile } from "../../source.ts";
import type { Project } from "../project.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";
import { evaluateExpression } from "./expression.ts";
import { defineConstants, functionValue } from "./expressions/function.ts";
import { intrinsic, intrinsicNames } from "./intrinsics.ts";
import { parse } from "./parse.ts";
import { refusal } from "./refusals.ts";
import { locateInFile, Scope } from "./scope.ts";

interface Module {
  /** `default` is the default export. */
  readonly exports: Map<string, Value>;
  /** Did not parse: what it should have exported has been reported already. */
  readonly broken: boolean;
}

export class Modules {
  readonly #evaluation: Evaluation;
  readonly #project: Project;
  readonly #done = new Map<string, Module>();
  readonly #open: string[] = [];

  constructor(evaluation: Evaluation, project: Project) {
    this.#evaluation = evaluation;
    this.#project = project;
  }

  /** Evaluates a file and what it imports. */
  evaluate(file: SourceFile): Module {
    const locate = locateInFile(file);
    const { tree, diagnostics } = parse(file.name, file.text, locate);
    this.#evaluation.diagnostics.push(...diagnostics);
    const module: Module = { exports: new Map(), broken: diagnostics.length > 0 };
    if (module.broken) return module;
    const scope = new Scope({ evaluation: this.#evaluation, tree, locate, evaluate: evaluateExpression });
    this.#open.push(file.name);
    for (const statement of tree.statements) {
      if (ts.isFunctionDeclaration(statement)) this.#declareFunction(statement, scope);
    }
    for (const statement of tree.statements) this.#statement(statement, file, scope, module);
    this.#open.pop();
    return module;
  }

  #statement(node: ts.Statement, file: SourceFile, scope: Scope, module: Module): void {
    if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isImportDeclaration(node)) this.#import(node, file, scope);
    else if (ts.isFunctionDeclaration(node)) exportDeclared(node, scope, module);
    else if (ts.isVariableStatement(node)) {
      defineConstants(node, scope);
      exportDeclared(node, scope, module);
    } else if (ts.isExportAssignment(node) && !node.isExportEquals) {
      module.exports.set("default", scope.evaluate(node.expression));
    } else this.#evaluation.report(notAllowed, refusal(node, scope.root.tree), scope.origin(node));
  }

  #declareFunction(node: ts.FunctionDeclaration, scope: Scope): void {
    if (node.name) scope.define(node.name.text, functionValue(node, scope));
  }

  #import(node: ts.ImportDeclaration, file: SourceFile, scope: Scope): void {
    const clause = node.importClause;
    if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
    const origin = scope.origin(node.moduleSpecifier);
    const found = this.#resolve(specifier, file, origin);
    const pick = (name: string, as: ts.Identifier) =>
      scope.define(as.text, this.#pick(found, name, specifier, scope.origin(as)));
    if (clause?.name) pick("default", clause.name);
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) {
      const instead = "Import the names that you use: `import { a, b } from …`.";
      const refused = { construct: "A namespace import", instead };
      scope.define(bindings.name.text, this.#evaluation.report(notAllowed, refused, scope.origin(bindings)));
    } else if (bindings) {
      for (const element of bindings.elements) {
        if (!element.isTypeOnly && !isTypeOfDsl(specifier, element))
          pick((element.propertyName ?? element.name).text, element.name);
      }
    }
  }

  /** What a specifier names: the language itself, a module, or undefined when that has been reported. */
  #resolve(specifier: string, from: SourceFile, origin: Origin): Module | "pointsman" | undefined {
    if (specifier === "pointsman") return "pointsman";
    const path = normalize(join(dirname(from.name), specifier));
    if (!specifier.startsWith("./") && !specifier.startsWith("../")) {
      this.#evaluation.report(importNotAllowed, { specifier, reason: "package" }, origin);
    } else if (!this.#project.contains(path)) {
      this.#evaluation.report(importNotAllowed, { specifier, reason: "outside" }, origin);
    } else return this.#load(path, specifier, origin);
    return undefined;
  }

  #load(path: string, specifier: string, origin: Origin): Module | undefined {
    const done = this.#done.get(path);
    if (done) return done;
    if (this.#open.includes(path)) {
      this.#evaluation.report(cyclicImport, { files: [...this.#open.slice(this.#open.indexOf(path)), path] }, origin);
      return undefined;
    }
    const text = this.#project.read(path);
    if (text === undefined) {
      this.#evaluation.report(unknownFile, { path, specifier }, origin);
      return undefined;
    }
    const module = path.endsWith(".json") ? this.#json({ name: path, text }) : this.evaluate({ name: path, text });
    this.#done.set(path, module);
    return module;
  }

  /** A JSON file is an expression of the language. */
  #json(file: SourceFile): Module {
    const { tree, diagnostics } = parse(file.name, `(${file.text})`, (start, end) =>
      locateInFile(file)(start - 1, end - 1),
    );
    this.#evaluation.diagnostics.push(...diagnostics);
    const statement = tree.statements[0];
    if (diagnostics.length > 0 || !statement || !ts.isExpressionStatement(statement))
      return { exports: new Map(), broken: true };
    const locate = (start: number, end: number) => locateInFile(file)(start - 1, end - 1);
    const scope = new Scope({ evaluation: this.#evaluation, tree, locate, evaluate: evaluateExpression });
    return { exports: new Map([["default", scope.evaluate(statement.expression)]]), broken: false };
  }

  #pick(found: Module | "pointsman" | undefined, name: string, specifier: string, origin: Origin): Value {
    if (found === undefined || (found !== "pointsman" && found.broken)) return { kind: "invalid", origin };
    const value = found === "pointsman" ? intrinsic(name, this.#evaluation, origin) : found.exports.get(name);
    if (value) return value;
    const names = found === "pointsman" ? intrinsicNames : [...found.exports.keys()];
    return this.#evaluation.report(unknownName, { name, closest: closest(name, names), where: specifier }, origin);
  }
}

/** `import { Facts }` without `type`: a type all the same. */
function isTypeOfDsl(specifier: string, element: ts.ImportSpecifier): boolean {
  return (
    specifier === "pointsman" && ["Facts", "Metadata", "ModelId"].includes((element.propertyName ?? element.name).text)
  );
}

function exportDeclared(node: ts.VariableStatement | ts.FunctionDeclaration, scope: Scope, module: Module): void {
  const exported = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
  if (!exported) return;
  const names = ts.isVariableStatement(node) ? node.declarationList.declarations.map((d) => d.name) : [node.name];
  for (const name of names) {
    const value = name && ts.isIdentifier(name) ? scope.lookup(name.text) : undefined;
    if (value && name && ts.isIdentifier(name)) module.exports.set(name.text, value);
  }
}
