/** Text → one YAML document, or what is wrong with it. */
import { type Document, parseAllDocuments } from "yaml";
import type { Diagnostic } from "../../diagnostics/define.ts";
import { diagnose } from "../../diagnostics/define.ts";
import { nesting } from "../../diagnostics/limit/nesting.ts";
import { yaml } from "../../diagnostics/syntax/yaml.ts";
import type { SourceFile, Span } from "../../source.ts";
import { explainSlip } from "./explain-slip.ts";

/** One slip makes the parser stumble again further down, so only the first is told. */
export function parseYaml(file: SourceFile): Document | Diagnostic {
  const documents = parsed(file.text);
  if (!documents) return diagnose(nesting, { what: "the file is nested too deeply to be read" }, spanAt(file, 0, 0));
  const refuse = (problem: string, start: number, end: number, help?: string): Diagnostic =>
    diagnose(yaml, { problem, ...(help === undefined ? {} : { help }) }, spanAt(file, start, end));
  const [first, second] = documents;
  const broken = first?.errors[0];
  if (broken) {
    const { problem, start, end, help } = explainSlip(file.text, broken);
    return refuse(problem, start, end, help);
  }
  if (!first?.contents || isBlank(first))
    return refuse("the file holds no policy", 0, 0, "It needs at least `routes:`.");
  if (second) {
    return refuse("a second document begins here", second.range[0], second.range[0] + 3, "Write one policy per file.");
  }
  if (first.directives?.yaml.version !== "1.2") {
    return refuse("a policy is written in YAML 1.2", 0, file.text.indexOf("\n"), "Remove the `%YAML` line.");
  }
  return first as Document;
}

function parsed(text: string): readonly Document.Parsed[] | undefined {
  try {
    return [...parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, schema: "core" })];
  } catch (error) {
    if (error instanceof RangeError && error.message.includes("call stack")) return undefined;
    throw error;
  }
}

function isBlank({ contents }: { contents: unknown }): boolean {
  return typeof contents === "object" && contents !== null && "source" in contents && contents.source === "";
}

/** Within the file, and not empty where the file is not. */
function spanAt(file: SourceFile, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, file.text.length - 1));
  return { file, start: from, end: Math.min(Math.max(end, from + 1), file.text.length) };
}
