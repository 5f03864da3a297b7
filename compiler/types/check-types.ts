/** What TypeScript says about a policy's types. A second pair of eyes: nothing that must be found is found only here. */
import { type Diagnostic, diagnose, type Label } from "../diagnostics/define.ts";
import { type } from "../diagnostics/syntax/type.ts";
import type { Project } from "../load/project.ts";
import type { SourceFile, Span } from "../source.ts";
import { ts } from "../typescript.ts";
import { explainError } from "./explain-error.ts";
import { isBounded } from "./is-bounded.ts";
import type { PolicyFiles } from "./policy-files.ts";
import { policyProgram } from "./policy-program.ts";

/**
 * The errors of types in a policy and the files that it imports, without those at places of `found`, which have their
 * finding already. `models` are the ids of the catalog at hand, where it is not the shipped one.
 */
export function checkTypes(
  entry: SourceFile,
  project: Project,
  found: readonly Diagnostic[],
  models?: readonly string[],
): Diagnostic[] {
  // What was too large is not looked at again; of a part that the language is still to get there are no types.
  if (found.some(({ code }) => code.startsWith("limit/"))) return [];
  const { program, files, broken } = policyProgram(entry, project, models);
  const trees = files.paths().flatMap((path) => program.getSourceFile(path) ?? []);
  if (!trees.every(isBounded)) return [];
  const places = found.flatMap(({ span, labels }) => [...(span ? [span] : []), ...labels.map((label) => label.span)]);
  return trees
    .filter((tree) => !broken.has(tree.fileName))
    .flatMap((tree) => errorsOf(program, tree).flatMap((error) => explain(error, tree, files, places)));
}

/** None where TypeScript gives up, as on calls nested by the thousand: what it would say is not needed. */
function errorsOf(program: ts.Program, tree: ts.SourceFile): readonly ts.Diagnostic[] {
  try {
    return program.getSemanticDiagnostics(tree);
  } catch {
    return [];
  }
}

function explain(error: ts.Diagnostic, tree: ts.SourceFile, files: PolicyFiles, places: readonly Span[]): Diagnostic[] {
  const span = spanOf(error, files);
  if (!span) return [];
  const place = wholeAssignment(span, tree);
  if (places.some((other) => other.file.name === span.file.name && overlap(place, other))) return [];
  const problem = explainError(error, span.file.text.slice(span.start, span.end), (text) => files.named(text));
  return [diagnose(type, problem, span, related(error, files))];
}

function spanOf({ file, start, length }: ts.DiagnosticRelatedInformation, files: PolicyFiles): Span | undefined {
  const own = file && files.at(file.fileName);
  return own && start !== undefined ? { file: own, start, end: start + (length ?? 0) } : undefined;
}

/** TypeScript marks the key of a value that does not fit; the finding that we may have is at the value. */
function wholeAssignment(span: Span, tree: ts.SourceFile): Span {
  let node: ts.Node | undefined = tree;
  let place = span;
  while (node) {
    const inside: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.getStart(tree) <= span.start && span.end <= child.end ? child : undefined,
    );
    const isKey = inside !== undefined && ts.isPropertyAssignment(node) && inside === node.name;
    if (isKey) place = { ...span, end: node.end };
    node = inside;
  }
  return place;
}

function overlap(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** The other places that TypeScript points at; those in the language's own types say nothing to a reader. */
function related(error: ts.Diagnostic, files: PolicyFiles): Label[] {
  return (error.relatedInformation ?? []).flatMap((information) => {
    const span = spanOf(information, files);
    const text = ts.flattenDiagnosticMessageText(information.messageText, " ");
    return span ? [{ span, text: lowerFirst(text) }] : [];
  });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, "");
}
