/** Names for findings that stay the same after unrelated edits, so that other tools know them again. */
import { createHash } from "node:crypto";
import type { Diagnostic } from "../diagnostics/define.ts";
import { lineAt, lineText } from "./lines.ts";

/**
 * 32 hexadecimal digits for each. The line's text stands for the place, so that lines may move; equal ones are counted,
 * in the order of the findings.
 */
export function fingerprints(diagnostics: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ code, message, span }) => {
    const where = span ? [span.file.name, lineText(span.file, lineAt(span.file, span.start)).text.trim()] : [message];
    const identity = JSON.stringify([code, ...where]);
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return createHash("sha256").update(`${identity}${count}`).digest("hex").slice(0, 32);
  });
}
