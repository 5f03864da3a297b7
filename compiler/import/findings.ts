/** What is found about a configuration while it is read, and what of it the policy follows. */
import { type Diagnostic, type DiagnosticKind, diagnose, type Label } from "../diagnostics/define.ts";
import { changedByImport } from "../diagnostics/syntax/changed-by-import.ts";
import { notCarriedOver } from "../diagnostics/syntax/not-carried-over.ts";
import type { Value } from "../load/value.ts";
import type { Origin, Span } from "../source.ts";
import { Secrets } from "./secrets.ts";

export class Findings {
  readonly diagnostics: Diagnostic[] = [];
  readonly secrets: Secrets;
  readonly #carried = new Set<string>();

  constructor(secrets: Secrets = new Secrets()) {
    this.secrets = secrets;
  }

  report<P>(kind: DiagnosticKind<P>, parameters: P, where: Origin | Span, labels: readonly Label[] = []): void {
    this.diagnostics.push(diagnose(kind, parameters, where, labels));
  }

  /** `instead`: what to do about it, where there is something. */
  notCarriedOver(what: string, why: string, where: Origin | Span, instead?: string): void {
    this.report(notCarriedOver, { what, why, ...(instead === undefined ? {} : { instead }) }, where);
  }

  /** `how`: what is different from the original. */
  changed(what: string, how: string, where: Origin | Span, instead?: string): void {
    this.report(changedByImport, { what, how, ...(instead === undefined ? {} : { instead }) }, where);
  }

  /** The policy would be another one if this value were: said of what no part of the draft stands for. */
  carried(...values: readonly (Value | undefined)[]): void {
    for (const value of values) if (value) this.carriedAt(value.origin.span);
  }

  carriedAt(span: Span): void {
    this.#carried.add(keyOf(span));
  }

  isCarried(span: Span): boolean {
    return this.#carried.has(keyOf(span));
  }
}

function keyOf({ start, end }: Span): string {
  return `${start}-${end}`;
}
