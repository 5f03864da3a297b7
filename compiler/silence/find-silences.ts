/** `// pointsman-allow name/unused-tier: kept for the migration` */
import type { SourceFile, Span } from "../source.ts";
import { type Comment, commentsWith } from "./comments.ts";

export interface Silence {
  /** Of the whole comment. */
  readonly span: Span;
  readonly codes: readonly SilencedCode[];
  /** Empty when none is given. */
  readonly reason: string;
  /** The line that is silenced, from 1: the comment's own, or the next one with anything on it. */
  readonly line: number;
}

export interface SilencedCode {
  readonly code: string;
  readonly span: Span;
}

const WORD = "pointsman-allow";

export function findSilences(file: SourceFile): Silence[] {
  const comments = commentsWith(WORD, file);
  return comments.flatMap((comment) => {
    const [, before = "", codes = "", reason = ""] = form.exec(comment.text) ?? [];
    if (!comment.text.trimStart().startsWith(WORD)) return [];
    const start = comment.start + before.length;
    const span = { file, start: comment.from, end: comment.to };
    return [{ span, codes: codesIn(codes, start, file), reason: reason.trim(), line: silencedLine(comment, file) }];
  });
}

const form = new RegExp(`^(\\s*${WORD})(?![\\w-])([^:]*)(?::([\\s\\S]*))?$`);

function codesIn(text: string, start: number, file: SourceFile): SilencedCode[] {
  return [...text.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({
    code,
    span: { file, start: start + index, end: start + index + code.length },
  }));
}

function silencedLine({ from, to }: Comment, { text }: SourceFile): number {
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const line = text.slice(0, from).split("\n").length;
  if (text.slice(lineStart, from).trim() !== "") return line;
  const rest = text.slice(to).split("\n");
  const next = rest.findIndex((each, index) => index > 0 && !/^\s*(\/\/.*|#.*)?\r?$/.test(each));
  return line + text.slice(from, to).split("\n").length - 1 + Math.max(1, next);
}
