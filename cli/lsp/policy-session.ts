/** One policy that is open in an editor: compiled anew when one of its files has changed, with what earlier times found out. */

import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import type { DeclaredNames } from "../../compiler/editor/declared-names.ts";
import { declaredNames } from "../../compiler/editor/declared-names.ts";
import type { EditedPolicy } from "../../compiler/editor/edited-policy.ts";
import { compile } from "../../compiler/index.ts";
import { openCatalog } from "../../compiler/load/catalog/open-catalog.ts";
import { readPolicy } from "../../compiler/read-policy.ts";
import { Memory } from "../../compiler/verify/memory.ts";
import { editedProject, type OpenFiles } from "./open-files.ts";

/** Milliseconds: what takes longer waits until nobody types. */
const QUICK = 300;

const catalog = openCatalog();
const nothing: DeclaredNames = { tiers: [], routes: [], budgets: [], metadata: [], headers: [] };

export class PolicySession {
  /** Absolute. */
  readonly path: string;
  readonly #open: OpenFiles;
  #memory = new Memory();
  #files: ReadonlySet<string> = new Set();
  #declared = nothing;
  #edited: EditedPolicy | undefined;
  /** How long the verdicts over all requests took last. */
  #slow = 0;

  constructor(path: string, open: OpenFiles) {
    this.path = path;
    this.#open = open;
  }

  /** Whether a change of a file may change what is found. */
  dependsOn(path: string): boolean {
    return path === this.path || this.#files.has(path);
  }

  changed(): void {
    this.#edited = undefined;
  }

  /** Whether everything can be found out between two keystrokes. */
  get isQuick(): boolean {
    return this.#slow <= QUICK;
  }

  /** All findings; without `verify` those that need no verdict over all requests. */
  findings(verify: boolean): { readonly diagnostics: readonly Diagnostic[]; readonly hasError: boolean } {
    const files = new Set<string>();
    const project = editedProject(this.path, this.#open, files);
    const memory = new Memory(this.#memory.entries());
    const began = performance.now();
    // What TypeScript says of types its own server tells the editor.
    const { diagnostics } = compile(this.path, { project, catalog, types: false, verify, memory });
    if (verify) {
      this.#slow = performance.now() - began;
      this.#memory = memory;
    }
    this.#files = files;
    return { diagnostics, hasError: diagnostics.some(({ severity }) => severity === "error") };
  }

  /** What the editor asks of places; read once for each state of the text. */
  edited(): EditedPolicy | undefined {
    this.#edited ??= this.#read();
    return this.#edited;
  }

  #read(): EditedPolicy | undefined {
    const text = this.#open.text(this.path);
    if (text === undefined) return undefined;
    const read = readPolicy(this.path, { project: editedProject(this.path, this.#open, new Set()), catalog });
    const file = { name: this.path, text };
    if ("unreadable" in read) return { file, value: undefined, declared: this.#declared, catalog };
    if (read.value) this.#declared = declaredNames(read.value);
    return { file, value: read.value, declared: this.#declared, catalog: read.catalog };
  }
}
