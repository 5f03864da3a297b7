/** The state of one evaluation: what it may still spend, and what it found. Policy code is read, never executed. */
import { type Diagnostic, type DiagnosticKind, diagnose, type Label } from "../../diagnostics/define.ts";
import { workLimit } from "../../diagnostics/limit/work-limit.ts";
import type { Origin } from "../../source.ts";
import type { InvalidValue } from "../value.ts";

/** Expressions that one compilation may evaluate. */
const FUEL = 2_000_000;
/** Calls within calls. */
const DEPTH = 200;

/** Thrown when the work is spent; caught by `Evaluation.guard`. */
class Stopped extends Error {}

export class Evaluation {
  readonly diagnostics: Diagnostic[] = [];
  #fuel = FUEL;
  #depth = 0;
  #stopped = false;

  report<P>(kind: DiagnosticKind<P>, parameters: P, origin: Origin, labels: readonly Label[] = []): InvalidValue {
    this.diagnostics.push(diagnose(kind, parameters, origin, labels));
    return { kind: "invalid", origin };
  }

  /** Counts one step of work. */
  spend(origin: Origin): void {
    this.#fuel -= 1;
    if (this.#fuel < 0) this.#stop(`more than ${FUEL.toLocaleString("en")} expressions`, origin);
  }

  /** Runs the body of a call. */
  enter<T>(origin: Origin, body: () => T): T {
    this.#depth += 1;
    try {
      if (this.#depth > DEPTH) this.#stop(`calls nested more than ${DEPTH} deep`, origin);
      return body();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Runs `body`; work that is spent ends it with `otherwise`. */
  guard<T>(body: () => T, otherwise: T): T {
    try {
      return body();
    } catch (error) {
      if (error instanceof Stopped) return otherwise;
      throw error;
    }
  }

  #stop(what: string, origin: Origin): never {
    if (!this.#stopped) this.report(workLimit, { what }, origin);
    this.#stopped = true;
    throw new Stopped();
  }
}
