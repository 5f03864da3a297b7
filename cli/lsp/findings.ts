/** Which policies are open, what is found in them, and when that is looked at again. */
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { looksLikePolicy } from "../../compiler/editor/looks-like-policy.ts";
import { readTextIfAny } from "../files.ts";
import type { OpenFiles } from "./open-files.ts";
import { PolicySession } from "./policy-session.ts";

/** Milliseconds without a keystroke after which is done what takes long. */
const QUIET = 300;
/** The same before anything is done: a burst of changes is looked at once. */
const BURST = 15;

/** By the absolute path of the file that they are in. */
export type Publish = (path: string, diagnostics: readonly Diagnostic[]) => void;

export class Findings {
  readonly #open: OpenFiles;
  readonly #publish: Publish;
  readonly #fault: (error: unknown) => void;
  readonly #sessions = new Map<string, PolicySession>();
  /** What each policy has found, by file. */
  readonly #byFile = new Map<PolicySession, ReadonlyMap<string, readonly Diagnostic[]>>();
  readonly #dirty = new Set<PolicySession>();
  #timer: NodeJS.Timeout | undefined;

  /** `fault` is told what the compiler throws: the editor goes on with what was found before. */
  constructor(open: OpenFiles, publish: Publish, fault: (error: unknown) => void) {
    this.#open = open;
    this.#publish = publish;
    this.#fault = fault;
  }

  /** A file was opened, changed in the editor, or changed on the disk. */
  changed(path: string): void {
    for (const policy of policiesOf(path, this.#open)) {
      if (!this.#sessions.has(policy)) this.#sessions.set(policy, new PolicySession(policy, this.#open));
    }
    for (const session of this.#sessions.values()) {
      if (!session.dependsOn(path)) continue;
      session.changed();
      this.#dirty.add(session);
    }
    this.#later(BURST);
  }

  /** Nothing of a policy that is closed is shown any more. */
  closed(path: string): void {
    const session = this.#sessions.get(path);
    if (!session) {
      this.changed(path);
      return;
    }
    this.#sessions.delete(path);
    this.#dirty.delete(session);
    this.#tell(session, []);
    this.#byFile.delete(session);
  }

  session(path: string): PolicySession | undefined {
    return this.#sessions.get(path);
  }

  /** All that was found in a file, by whatever policy. */
  in(path: string): readonly Diagnostic[] {
    return [...this.#byFile.values()].flatMap((byFile) => byFile.get(path) ?? []);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), wait);
  }

  /** What takes long is left for when nobody types; errors, after which nothing more is asked, are told at once. */
  #look(): void {
    const left: PolicySession[] = [];
    for (const session of this.#dirty) {
      this.#dirty.delete(session);
      const isWhole = session.isQuick;
      const found = this.#found(session, isWhole);
      if (!found) continue;
      if (isWhole || found.hasError) this.#tell(session, found.diagnostics);
      else left.push(session);
    }
    if (left.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const session of left) {
        const found = this.#found(session, true);
        if (found) this.#tell(session, found.diagnostics);
      }
      if (this.#dirty.size > 0) this.#look();
    }, QUIET);
  }

  #found(session: PolicySession, verify: boolean): ReturnType<PolicySession["findings"]> | undefined {
    try {
      return session.findings(verify);
    } catch (error) {
      this.#fault(error);
      return undefined;
    }
  }

  #tell(session: PolicySession, diagnostics: readonly Diagnostic[]): void {
    const before = this.#byFile.get(session) ?? new Map<string, readonly Diagnostic[]>();
    const now = Map.groupBy(diagnostics, ({ span }) => span?.file.name ?? session.path);
    if (this.#sessions.get(session.path) === session || diagnostics.length === 0) this.#byFile.set(session, now);
    for (const path of new Set([...before.keys(), ...now.keys(), session.path])) this.#publish(path, this.in(path));
  }
}

/** The file itself, or the policies beside an overlay. */
function policiesOf(path: string, open: OpenFiles): string[] {
  const text = open.text(path);
  if (text !== undefined && looksLikePolicy(path, text)) return [path];
  if (basename(path) !== "catalog.yaml") return [];
  const folder = dirname(path);
  return namesIn(folder)
    .filter((name) => /\.(ts|ya?ml)$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => join(folder, name))
    .filter((file) => looksLikePolicy(file, open.text(file) ?? readTextIfAny(file, "the file") ?? ""));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
