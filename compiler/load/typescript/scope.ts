import type ts from "typescript";
import type { Origin, SourceFile } from "../../source.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";

/** Turns a place in the parsed text into a place in the file that the user wrote. */
export type Locate = (start: number, end: number) => Origin;

export interface ScopeRoot {
  readonly evaluation: Evaluation;
  readonly tree: ts.SourceFile;
  readonly locate: Locate;
  /** Evaluates any expression; here so that each kind of expression can be a file of its own. */
  readonly evaluate: (node: ts.Expression, scope: Scope) => Value;
}

/** The names that an expression can see. */
export class Scope {
  readonly root: ScopeRoot;
  readonly #names = new Map<string, Value>();
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

  define(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  lookup(name: string): Value | undefined {
    return this.#names.get(name) ?? this.#outer?.lookup(name);
  }

  /** Every name that can be seen, for did-you-mean. */
  names(): string[] {
    return [...this.#names.keys(), ...(this.#outer?.names() ?? [])];
  }

  evaluate(node: ts.Expression): Value {
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
