/** The comments of a source file that may silence a warning. Text that only looks like a comment is none. */

import { Parser } from "yaml";
import type { SourceFile } from "../source.ts";
import { ts } from "../typescript.ts";

export interface Comment {
  /** Offset of the text, behind the signs that begin the comment. */
  readonly start: number;
  readonly text: string;
  /** Of the whole comment. */
  readonly from: number;
  readonly to: number;
}

/** In the order of the file; only those that hold `word`. */
export function commentsWith(word: string, file: SourceFile): Comment[] {
  if (!file.text.includes(word)) return [];
  return commentsIn(file).filter(({ text }) => text.includes(word));
}

function commentsIn(file: SourceFile): Comment[] {
  try {
    return /\.ya?ml$/.test(file.name) ? yamlComments(file.text) : typescriptComments(file);
  } catch (error) {
    // Nested too deeply: the file has been refused where it was loaded.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function typescriptComments({ name, text }: SourceFile): Comment[] {
  if (!name.endsWith(".ts")) return [];
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const found = new Map<number, Comment>();
  // Comments stand between tokens: before the first character of a node, or of what closes it.
  const visit = (node: ts.Node): void => {
    const places = [node.pos, node.end, ...childEnds(node)];
    for (const place of places) {
      const ranges = [
        ...(ts.getLeadingCommentRanges(text, place) ?? []),
        ...(ts.getTrailingCommentRanges(text, place) ?? []),
      ];
      for (const range of ranges) found.set(range.pos, commentIn(text, range));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Where the lists of a node begin and end: an empty list holds no node that would lead to its comments. */
function childEnds(node: ts.Node): number[] {
  const ends: number[] = [];
  ts.forEachChild(
    node,
    () => undefined,
    (list) => void ends.push(list.pos, list.end),
  );
  return ends;
}

function commentIn(text: string, { pos, end, kind }: ts.CommentRange): Comment {
  const close = kind === ts.SyntaxKind.MultiLineCommentTrivia ? 2 : 0;
  return { from: pos, to: end, start: pos + 2, text: text.slice(pos + 2, end - close) };
}

function yamlComments(text: string): Comment[] {
  const found: Comment[] = [];
  const visit = (token: unknown): void => {
    if (Array.isArray(token)) for (const inner of token) visit(inner);
    else if (isToken(token)) {
      if (token.type === "comment" && token.offset !== undefined && token.source !== undefined) {
        const { offset, source } = token;
        found.push({ from: offset, to: offset + source.length, start: offset + 1, text: source.slice(1) });
      }
      for (const inner of Object.values(token)) if (typeof inner === "object") visit(inner);
    }
  };
  for (const token of new Parser().parse(text)) visit(token);
  return found.sort((a, b) => a.start - b.start);
}

interface Token {
  readonly type?: string;
  readonly offset?: number;
  readonly source?: string;
}

function isToken(value: unknown): value is Token {
  return typeof value === "object" && value !== null;
}
