/** Fixes that put one word in the place of another. */
import type { Span } from "../source.ts";
import type { Fix } from "./define.ts";

export interface Misspelt {
  readonly wrong: string;
  readonly right: string | undefined;
  readonly certain: boolean | undefined;
}

/**
 * Replaces a misspelt word where it stands alone, in quotes or behind a dot; undefined when the place holds anything else,
 * such as an expression that computes the word.
 */
export function respell({ wrong, right, certain }: Misspelt, written: Span): Fix | undefined {
  if (!certain || right === undefined) return undefined;
  const text = written.file.text.slice(written.start, written.end);
  const at = placeOf(wrong, text);
  if (at === undefined || !mayStand(right, text[at - 1], written.file.name)) return undefined;
  const start = written.start + at;
  const span = { file: written.file, start, end: start + wrong.length };
  return { title: `Replace \`${wrong}\` with \`${right}\`.`, edits: [{ span, text: right }] };
}

function placeOf(word: string, text: string): number | undefined {
  if (text === word) return 0;
  const at = text.length - word.length;
  if (text.endsWith(word) && text[at - 1] === ".") return at;
  const quoted = /^(["'`])(.*)\1$/s.exec(text)?.[2] === word || /\[(["'])(.*)\1\]$/s.exec(text)?.[2] === word;
  return quoted ? text.lastIndexOf(word) : undefined;
}

/** Whether a word keeps its meaning without quotes of its own: as a name in TypeScript, as a text in YAML. */
function mayStand(word: string, before: string | undefined, file: string): boolean {
  const isQuoted = before === '"' || before === "'" || before === "`";
  if (isQuoted) return /^[\w ./:@+*-]+$/.test(word);
  if (/\.ya?ml$/.test(file) && before === undefined) {
    return /^[A-Za-z][\w./@+-]*$/.test(word) && !/^(true|false|null|yes|no|on|off)$/i.test(word);
  }
  return /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/.test(word);
}
