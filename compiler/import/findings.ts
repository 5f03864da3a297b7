/** What is found about a configuration while it is read. */
import { type Diagnostic, type DiagnosticKind, diagnose, type Label } from "../diagnostics/define.ts";
import { notCarriedOver } from "../diagnostics/syntax/not-carried-over.ts";
import type { Origin, Span } from "../source.ts";

export class Findings {
  readonly diagnostics: Diagnostic[] = [];

  report<P>(kind: DiagnosticKind<P>, parameters: P, where: Origin | Span, labels: readonly Label[] = []): void {
    this.diagnostics.push(diagnose(kind, parameters, where, labels));
  }

  /** `instead`: what to do about it, where there is something. */
  notCarriedOver(what: string, why: string, where: Origin | Span, instead?: string): void {
    this.report(notCarriedOver, { what, why, ...(instead === undefined ? {} : { instead }) }, where);
  }
}
