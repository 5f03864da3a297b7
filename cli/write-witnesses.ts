import type { Diagnostic } from "../compiler/diagnostics/define.ts";
import { makeFolder, writeText } from "./files.ts";

/**
 * Writes the request that shows a finding to `<folder>/<family>-<name>-<n>.json`, counted from 1 for each code, and answers
 * the path by finding. The folder is made when there is something to write.
 */
export function writeWitnesses(folder: string, diagnostics: readonly Diagnostic[]): ReadonlyMap<Diagnostic, string> {
  const paths = new Map<Diagnostic, string>();
  const counts = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const { code, shown } = diagnostic;
    if (!shown) continue;
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    const path = `${folder.replace(/(?<=.)\/+$/, "")}/${code.replaceAll("/", "-")}-${count}.json`;
    if (paths.size === 0) makeFolder(folder);
    writeText(path, `${JSON.stringify(shown.witness, undefined, 2)}\n`);
    paths.set(diagnostic, path);
  }
  return paths;
}
