import { redeclared } from "../../diagnostics/name/redeclared.ts";
import type { Origin, SourceFile } from "../../source.ts";
import type { ts } from "../../typescript.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";

/** Turns a place in the parsed text into a place in the file that the user wrote. */
export type Locate = (start: number, end: number) => Origin;

/** What has a value. */
export type Evaluable = ts.Expression | ts.FunctionDeclaration;

export interface ScopeRoot {
  readonly evaluation: Evaluation;
  readonly tree: ts.SourceFile;
  readonly locate: Locate;
  /** Evaluates any expression; here so that each kind of expression can be a file of its own. */
  readonly evaluate: (node: Evaluable, scope: Scope) => Value;
}

/** The names that an expression can see. */
export class Scope {
  readonly root: ScopeRoot;
  readonly #names = new Map<string, Value>();
  /** Where the names of this block are declared, also those that have no value yet. */
  readonly #declared = new Map<string, Origin>();
  readonly #outer: Scope | undefined;

  constructor(root: ScopeRoot, outer?: Scope) {
    this.root = root;
    this.#outer = outer;
  }

  get evaluation(): Evaluation {
    return this.root.evaluation;
  }

  inner(): Scope {
    return new Scope(this.root, this);
  }

  /** Makes a name of this block known before it has a value. A second declaration is reported. */
  declare(name: string, origin: Origin): void {
    const first = this.#declared.get(name);
    if (!first) this.#declared.set(name, origin);
    else this.evaluation.report(redeclared, { name }, origin, [{ span: first.span, text: "first declared here" }]);
  }

  define(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  /** The value of a name; where it is declared when it has no value yet; undefined when there is no such name. */
  lookup(name: string): Value | { readonly declaredAt: Origin } | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.#outer) {
      const value = scope.#names.get(name);
      if (value) return value;
      const declaredAt = scope.#declared.get(name);
      if (declaredAt) return { declaredAt };
    }
    return undefined;
  }

  /** Every name that can be seen, for did-you-mean. */
  names(): string[] {
    return [...this.#names.keys(), ...(this.#outer?.names() ?? [])];
  }

  evaluate(node: Evaluable): Value {
    return this.root.evaluate(node, this);
  }

  origin(node: ts.Node): Origin {
    return this.root.locate(node.getStart(this.root.tree), node.end);
  }

  /** The text of a node, as written. */
  text(node: ts.Node): string {
    return node.getText(this.root.tree);
  }
}

/** For a tree parsed from a whole file. */
export function locateInFile(file: SourceFile): Locate {
  return (start, end) => ({ span: { file, start, end } });
}
