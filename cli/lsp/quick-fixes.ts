import type { CodeAction, Range, TextEdit } from "vscode-languageserver/node";
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { protocolDiagnostic, rangeOf, uriOf } from "./to-protocol.ts";

/** The certain fixes of the findings that a range of a file touches. */
export function quickFixes(diagnostics: readonly Diagnostic[], path: string, range: Range): CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics) {
    const { fix, span } = diagnostic;
    if (!fix || span?.file.name !== path || !touches(rangeOf(span), range)) continue;
    const changes: Record<string, TextEdit[]> = {};
    for (const { span: at, text } of fix.edits) {
      const uri = uriOf(at.file.name);
      changes[uri] = [...(changes[uri] ?? []), { range: rangeOf(at), newText: text }];
    }
    const title = fix.title.replace(/\.$/, "");
    actions.set(JSON.stringify([title, changes]), {
      title,
      kind: "quickfix",
      diagnostics: [protocolDiagnostic(diagnostic)],
      isPreferred: true,
      edit: { changes },
    });
  }
  return [...actions.values()];
}

function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range["start"], b: Range["start"]): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
