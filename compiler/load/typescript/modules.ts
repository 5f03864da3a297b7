/** The files of a policy: resolves imports, evaluates each file once, and refuses cycles and files outside the project. */
import { dirname, join, normalize } from "node:path/posix";
import { sourceSize } from "../../diagnostics/limit/source-size.ts";
import { unknownFile } from "../../diagnostics/name/unknown-file.ts";
import { cyclicImport } from "../../diagnostics/syntax/cyclic-import.ts";
import { importNotAllowed } from "../../diagnostics/syntax/import-not-allowed.ts";
import { unparsable } from "../../diagnostics/syntax/unparsable.ts";
import { unreadable } from "../../diagnostics/syntax/unreadable.ts";
import type { Origin, SourceFile } from "../../source.ts";
import { ts } from "../../typescript.ts";
import type { Project } from "../project.ts";
import { readSource } from "../read-source.ts";
import { loadYaml } from "../yaml/load-yaml.ts";
import type { Evaluation } from "./evaluation.ts";
import { type Exports, exportDeclaration, exportDeclared } from "./exports.ts";
import { evaluateExpression } from "./expression.ts";
import { defineImports, type Imported } from "./imports.ts";
import { loadJson } from "./load-json.ts";
import { parse } from "./parse.ts";
import { refuse } from "./refusals.ts";
import { locateInFile, Scope } from "./scope.ts";
import { defineConstants, expressionStatement, hoist, isErasedStatement } from "./statements.ts";

/** Files that one policy may import, and UTF-16 units of all of them. */
const FILES = 1_000;
const CHARACTERS = 16_000_000;
/** Files that import each other, one in the other. */
const DEPTH = 100;

export class Modules {
  readonly #evaluation: Evaluation;
  readonly #project: Project;
  readonly #done = new Map<string, Exports>();
  readonly #open: string[] = [];
  #characters = 0;

  constructor(evaluation: Evaluation, project: Project) {
    this.#evaluation = evaluation;
    this.#project = project;
  }

  /** Evaluates a file and what it imports. */
  evaluate(file: SourceFile): Exports {
    const locate = locateInFile(file);
    const { tree, diagnostics } = parse(file.name, file.text, locate);
    this.#evaluation.diagnostics.push(...diagnostics);
    const exports: Exports = { values: new Map(), broken: diagnostics.length > 0 };
    if (exports.broken) return exports;
    const scope = new Scope({ evaluation: this.#evaluation, tree, locate, evaluate: evaluateExpression });
    this.#open.push(file.name);
    const resolve = (specifier: ts.Expression) => this.#resolve(specifier, file, scope);
    for (const statement of tree.statements) {
      if (ts.isImportDeclaration(statement)) defineImports(statement, resolve, scope);
    }
    hoist(tree.statements, scope);
    for (const statement of tree.statements) this.#statement(statement, scope, exports);
    for (const statement of tree.statements) {
      if (ts.isExportDeclaration(statement)) exportDeclaration(statement, resolve, scope, exports);
    }
    this.#open.pop();
    return exports;
  }

  #statement(node: ts.Statement, scope: Scope, exports: Exports): void {
    if (isErasedStatement(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isFunctionDeclaration(node)) exportDeclared(node, scope, exports);
    else if (ts.isVariableStatement(node)) {
      defineConstants(node, scope);
      exportDeclared(node, scope, exports);
    } else if (ts.isExportAssignment(node) && !node.isExportEquals) {
      exports.values.set("default", scope.evaluate(node.expression));
    } else if (ts.isExpressionStatement(node)) expressionStatement(node, scope);
    else if (isNamed(node)) scope.define(node.name.text, refuse(node, scope));
    else refuse(node, scope);
  }

  /** What a specifier names; undefined when what is wrong with it has been reported. */
  #resolve(node: ts.Expression, from: SourceFile, scope: Scope): Imported {
    const origin = scope.origin(node);
    if (!ts.isStringLiteral(node)) {
      this.#evaluation.report(unparsable, { problem: "a file is named by a text in quotes" }, origin);
      return undefined;
    }
    const specifier = node.text;
    if (specifier === "pointsman") return "pointsman";
    const path = normalize(join(dirname(from.name), specifier));
    const isRelative = specifier.startsWith("./") || specifier.startsWith("../");
    if (isRelative && !specifier.includes("\0") && this.#project.contains(path))
      return this.#load(path, specifier, origin);
    this.#evaluation.report(importNotAllowed, { specifier, reason: isRelative ? "outside" : "package" }, origin);
    return undefined;
  }

  #load(path: string, specifier: string, origin: Origin): Exports | undefined {
    const done = this.#done.get(path);
    if (done) return done;
    if (this.#open.includes(path)) {
      this.#evaluation.report(cyclicImport, { files: [...this.#open.slice(this.#open.indexOf(path)), path] }, origin);
      return undefined;
    }
    const file = readSource(path, this.#project, origin);
    if (file === undefined) {
      this.#evaluation.report(unknownFile, { path, specifier }, origin);
      return undefined;
    }
    if ("code" in file) {
      this.#evaluation.diagnostics.push(file);
      return undefined;
    }
    if (this.#isTooMuch(file, origin)) return undefined;
    const exports = this.#read(file, origin);
    this.#done.set(path, exports);
    return exports;
  }

  #isTooMuch(file: SourceFile, origin: Origin): boolean {
    this.#characters += file.text.length;
    const counted = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}`;
    const what =
      this.#done.size >= FILES
        ? `a policy of more than ${counted(FILES, "files")}`
        : this.#characters > CHARACTERS
          ? `a policy whose files have more than ${counted(CHARACTERS, "characters")}`
          : this.#open.length >= DEPTH
            ? `imports that are nested more than ${counted(DEPTH, "files")} deep`
            : undefined;
    if (what) this.#evaluation.report(sourceSize, { what: `the compiler does not read ${what}` }, origin);
    return what !== undefined;
  }

  #read(file: SourceFile, origin: Origin): Exports {
    const extension = /\.[a-z]+$/i.exec(file.name)?.[0];
    if (extension === ".json") return loadJson(file, this.#evaluation);
    if (extension === ".yaml" || extension === ".yml") {
      const { value, diagnostics } = loadYaml(file);
      this.#evaluation.diagnostics.push(...diagnostics);
      return { values: new Map(value ? [["default", value]] : []), broken: value === undefined };
    }
    if (extension === ".ts" || extension === ".mts") return this.evaluate(file);
    const help = "Import a `.ts`, `.json`, `.yaml` or `.yml` file.";
    this.#evaluation.report(unreadable, { file: file.name, problem: "is no file of a policy", help }, origin);
    return { values: new Map(), broken: true };
  }
}

/** What is refused with a name: its uses are no findings of their own. */
function isNamed(node: ts.Statement): node is ts.Statement & { readonly name: ts.Identifier } {
  return (
    (ts.isEnumDeclaration(node) || ts.isClassDeclaration(node) || ts.isModuleDeclaration(node)) &&
    node.name !== undefined &&
    ts.isIdentifier(node.name)
  );
}
