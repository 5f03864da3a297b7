import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { nesting } from "../../diagnostics/limit/nesting.ts";
import { unparsable } from "../../diagnostics/syntax/unparsable.ts";
import { ts } from "../../typescript.ts";
import { deepestBracket } from "../deepest-bracket.ts";
import { isStackOverflow } from "./evaluation.ts";
import type { Locate } from "./scope.ts";
import { unclosedBracket } from "./unclosed-bracket.ts";

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
    return { tree, diagnostics: firstProblem(tree, locate) };
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return tooDeep("expressions are nested too deeply to be read");
  }
}

/**
 * One slip makes the parser stumble again further down, so only the first is told. The parser keeps its problems on the tree;
 * the public way to them is a whole program, which costs more than the parsing.
 */
function firstProblem(tree: ts.SourceFile, locate: Locate): Diagnostic[] {
  const { parseDiagnostics } = tree as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  const [found] = parseDiagnostics;
  if (!found) return [];
  const unclosed = unclosedBracket(tree.text, found.start);
  // At the beginning stands the bracket around the text of a condition.
  if (unclosed && unclosed.open > 0) {
    const problem = `a \`${unclosed.missing}\` is missing before this`;
    const labels = [{ span: locate(unclosed.open, unclosed.open + 1).span, text: "is not closed" }];
    const end = Math.min(found.start + Math.max(1, found.length), tree.text.length);
    return [diagnose(unparsable, { problem }, locate(found.start, end), labels)];
  }
  const labels = (found.relatedInformation ?? []).flatMap(({ start, length = 1, file }) =>
    file && start !== undefined ? [{ span: locate(start, start + length).span, text: "is not closed" }] : [],
  );
  return [diagnose(unparsable, { problem: problemOf(found) }, locate(found.start, found.start + found.length), labels)];
}

/** Of what is missing, TypeScript says `',' expected` at what stands in its place. */
function problemOf({ messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, " ").replace(/\.$/, "");
  const [, missing] = /^'(\S+)' expected$/.exec(text) ?? [];
  return missing === undefined ? text : `a \`${missing}\` is missing before this`;
}
