/** Takes out the warnings that a comment silences, and says what is wrong with the comments themselves. */
import { nearest } from "../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { diagnosticKinds } from "../diagnostics/registry.ts";
import { silenceOfError } from "../diagnostics/syntax/silence-of-error.ts";
import { silenceUnknownCode } from "../diagnostics/syntax/silence-unknown-code.ts";
import { silenceUnused } from "../diagnostics/syntax/silence-unused.ts";
import { silenceWithoutReason } from "../diagnostics/syntax/silence-without-reason.ts";
import { position, type SourceFile } from "../source.ts";
import { findSilences, type Silence, type SilencedCode } from "./find-silences.ts";

/** `complete`: every check has run, so that a silencing without effect is known to be unused. */
export function silence(
  diagnostics: readonly Diagnostic[],
  files: readonly SourceFile[],
  complete: boolean,
): Diagnostic[] {
  const silences = files.flatMap(findSilences);
  if (silences.length === 0) return [...diagnostics];
  const used = new Set<SilencedCode>();
  const left = diagnostics.filter((diagnostic) => {
    const by = diagnostic.severity === "warning" ? silenced(diagnostic, silences) : undefined;
    if (by) used.add(by);
    return !by;
  });
  return [...left, ...silences.flatMap((each) => complaints(each, used, complete))];
}

function silenced({ code, span }: Diagnostic, silences: readonly Silence[]): SilencedCode | undefined {
  if (!span) return undefined;
  const { line } = position(span.file, span.start);
  const here = silences.filter((each) => each.span.file.name === span.file.name && each.line === line);
  return here.flatMap(({ codes }) => codes).find((each) => each.code === code);
}

function complaints(each: Silence, used: ReadonlySet<SilencedCode>, complete: boolean): Diagnostic[] {
  if (each.codes.length === 0 || each.reason === "") return [diagnose(silenceWithoutReason, {}, each.span)];
  const found = each.codes.flatMap((code) => complaint(code));
  if (found.length > 0 || !complete) return found;
  const unused = each.codes.filter((code) => !used.has(code));
  const whole = unused.length === each.codes.length;
  return unused.map(({ code, span }) => diagnose(silenceUnused, { code, whole, comment: each.span }, span));
}

function complaint({ code, span }: SilencedCode): Diagnostic[] {
  const kind = diagnosticKinds.find((candidate) => candidate.code === code);
  if (!kind) {
    const codes = diagnosticKinds.map((candidate) => candidate.code);
    return [diagnose(silenceUnknownCode, { code, ...nearest(code, codes) }, span)];
  }
  return kind.severity === "error" ? [diagnose(silenceOfError, { code }, span)] : [];
}
