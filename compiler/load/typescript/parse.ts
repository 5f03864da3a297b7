import ts from "typescript";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { unparsable } from "../../diagnostics/syntax/unparsable.ts";
import type { Locate } from "./scope.ts";

export interface Parsed {
  readonly tree: ts.SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses with TypeScript's own parser. Where there are diagnostics, the tree is not to be trusted. */
export function parse(name: string, text: string, locate: Locate): Parsed {
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const host: ts.CompilerHost = {
    getSourceFile: (path) => (path === name ? tree : undefined),
    getDefaultLibFileName: () => "",
    writeFile: () => {},
    getCurrentDirectory: () => "",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (path) => path === name,
    readFile: () => undefined,
  };
  const program = ts.createProgram([name], { noLib: true, noResolve: true, allowJs: false, types: [] }, host);
  const diagnostics = program.getSyntacticDiagnostics(tree).map((found) => {
    const problem = ts.flattenDiagnosticMessageText(found.messageText, " ");
    return diagnose(unparsable, { problem }, locate(found.start, found.start + found.length));
  });
  return { tree, diagnostics };
}
