import { applyFixes } from "../compiler/fix/apply-fixes.ts";
import type { Compilation } from "../compiler/index.ts";
import { openProject } from "../compiler/load/project.ts";
import { position } from "../compiler/source.ts";
import type { Terminal } from "./command.ts";
import { readTextIfAny, writeText } from "./files.ts";

/** A mended mistake may have hidden another one; more rounds than this are never needed by honest ones. */
const ROUNDS = 10;

/**
 * Writes the certain fixes to the files of the policy's project, tells each on the terminal's error stream, and compiles
 * again until there is nothing left to mend. Files outside the project, and those that changed meanwhile, are left alone.
 */
export function fixPolicy(policy: string, compileAgain: () => Compilation, terminal: Terminal): Compilation {
  const project = openProject(policy);
  let compilation = compileAgain();
  for (let round = 0; round < ROUNDS; round++) {
    const { files, applied } = applyFixes(
      compilation.diagnostics,
      ({ name, text }) => project.contains(name) && project.read(name) === text,
    );
    if (applied.length === 0) break;
    for (const { file, text } of files) writeText(file.name, `${byteOrderMark(file.name)}${text}`);
    for (const { title, at } of applied) {
      const { line, column } = position(at.file, at.start);
      terminal.err(`fixed ${at.file.name}:${line}:${column}: ${title}`);
    }
    compilation = compileAgain();
  }
  return compilation;
}

/** What the compiler leaves out of a file's text stays where it was. */
function byteOrderMark(path: string): string {
  return readTextIfAny(path, "the file")?.startsWith("\ufeff") ? "\ufeff" : "";
}
