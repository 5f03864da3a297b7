import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { nesting } from "../../diagnostics/limit/nesting.ts";
import { unparsable } from "../../diagnostics/syntax/unparsable.ts";
import { ts } from "../../typescript.ts";
import { deepestBracket } from "../deepest-bracket.ts";
import { isStackOverflow } from "./evaluation.ts";
import type { Locate } from "./scope.ts";

export interface Parsed {
  readonly tree: ts.SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Brackets within brackets: the parser descends into each. */
const BRACKETS = 500;

const options: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

/** Parses with TypeScript's own parser. Where there are diagnostics, the tree is not to be trusted. */
export function parse(name: string, text: string, locate: Locate): Parsed {
  const { depth, at } = deepestBracket(text);
  const tooDeep = (what: string): Parsed => ({
    tree: ts.createSourceFile(name, "", options),
    diagnostics: [diagnose(nesting, { what }, locate(at, Math.min(at + 1, text.length)))],
  });
  if (depth > BRACKETS) return tooDeep(`brackets are nested more than ${BRACKETS} deep`);
  try {
    const tree = ts.createSourceFile(name, text, options, true, ts.ScriptKind.TS);
    return { tree, diagnostics: problemsOf(tree, locate) };
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return tooDeep("expressions are nested too deeply to be read");
  }
}

/** The parser keeps them on the tree; the public way to them is a whole program, which costs more than the parsing. */
function problemsOf(tree: ts.SourceFile, locate: Locate): Diagnostic[] {
  const { parseDiagnostics } = tree as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map((found) => {
    const problem = ts.flattenDiagnosticMessageText(found.messageText, " ");
    return diagnose(unparsable, { problem }, locate(found.start, found.start + found.length));
  });
}
