/** Operators of other languages in a condition that does not parse: `and`, `or`, `not`, `<>`. */
import { type Diagnostic, diagnose, type Edit } from "../../diagnostics/define.ts";
import { operatorWord } from "../../diagnostics/syntax/operator-word.ts";
import { ts } from "../../typescript.ts";
import type { Locate } from "./scope.ts";

const operators: Readonly<Record<string, string>> = { and: "&&", or: "||", not: "!", "<>": "!==" };
/** Longer conditions are not written out. */
const LONGEST = 80;

interface Token {
  readonly kind: ts.SyntaxKind;
  readonly text: string;
  /** Offsets in the condition. */
  readonly start: number;
  readonly end: number;
}

interface Word extends Token {
  readonly operator: string;
  /** Whether the operator means the same where it is put in the word's place. */
  readonly isCertain: boolean;
}

/** Undefined where there is none. `locate` gives places in the file, `parses` whether a text is a condition. */
export function operatorWords(text: string, locate: Locate, parses: (text: string) => boolean): Diagnostic | undefined {
  const words = wordsIn(tokensOf(text));
  const [first, ...further] = words;
  if (!first) return undefined;
  const meant = words.toReversed().reduce((said, { start, end, operator }) => {
    const behind = operator === "!" ? said.slice(end).trimStart() : said.slice(end);
    return said.slice(0, start) + operator + behind;
  }, text);
  const isCertain = words.every((word) => word.isCertain) && parses(meant);
  const edits = isCertain ? editsFor(text, words, locate, meant) : undefined;
  const shown = isCertain && meant.length <= LONGEST ? meant : undefined;
  const labels = further.map(({ start, end, operator }) => ({
    span: locate(start, end).span,
    text: `and here \`${operator}\``,
  }));
  const { operator, start, end } = first;
  return diagnose(
    operatorWord,
    { word: first.text, operator, meant: shown, edits: shown === undefined ? undefined : edits },
    locate(start, end),
    labels,
  );
}

/** None where the words cannot be told apart in the file, or where YAML would read what is written otherwise. */
function editsFor(text: string, words: readonly Word[], locate: Locate, meant: string): Edit[] | undefined {
  const edits = words.map(({ start, end, operator }) => {
    const behind = operator === "!" ? text.slice(end).length - text.slice(end).trimStart().length : 0;
    return { span: locate(start, end + behind).span, text: operator, written: text.slice(start, end + behind) };
  });
  const isExact = edits.every(({ span, written }) => span.file.text.slice(span.start, span.end) === written);
  if (!isExact) return undefined;
  if (meant.startsWith("!")) return quotedWhole(text, locate, meant);
  return edits.map(({ span, text: operator }) => ({ span, text: operator }));
}

/** A text that begins with `!` is quoted in YAML. */
function quotedWhole(text: string, locate: Locate, meant: string): Edit[] | undefined {
  const { span } = locate(0, text.length);
  const isPlain =
    span.file.text.slice(span.start, span.end) === text && !/["'\\]/.test(span.file.text[span.start - 1] ?? "");
  if (!isPlain) return undefined;
  const quote = meant.includes('"') ? "'" : '"';
  return meant.includes(quote) ? undefined : [{ span, text: `${quote}${meant}${quote}` }];
}

function wordsIn(tokens: readonly Token[]): Word[] {
  return tokens.flatMap((token, index) => {
    const word = token.text.toLowerCase();
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    const operator = Object.hasOwn(operators, word) ? operators[word]! : undefined;
    if (operator === undefined || !next || before?.text === "." || before?.text === "?.") return [];
    if (operator !== "!" && !before) return [];
    return [{ ...token, operator, isCertain: operator !== "!" || deniesAName(tokens.slice(index + 1)) }];
  });
}

/** `!` binds more tightly than `not`: they are the same before a name, a call or parentheses that no comparison follows. */
function deniesAName(tokens: readonly Token[]): boolean {
  const end = endOfName(tokens);
  const next = tokens[end]?.text.toLowerCase();
  return end > 0 && (next === undefined || [")", "&&", "||", "and", "or"].includes(next));
}

/** How many tokens belong to `r.text.includes("…")`, or to what is in parentheses. */
function endOfName(tokens: readonly Token[]): number {
  let at = 0;
  if (tokens[0]?.kind === ts.SyntaxKind.Identifier) at = 1;
  while (at < tokens.length) {
    const { text } = tokens[at]!;
    if (text === "." && at > 0) at += 2;
    else if (text === "(") at = behindBrackets(tokens, at);
    else return at;
  }
  return at;
}

function behindBrackets(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.text === "(") depth += 1;
    if (tokens[at]!.text === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

function tokensOf(text: string): Token[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text);
  const tokens: Token[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const [start, end] = [scanner.getTokenStart(), scanner.getTokenEnd()];
    const last = tokens.at(-1);
    // `<>` is two tokens of TypeScript's.
    if (last?.text === "<" && text.slice(start, end) === ">" && last.end === start) {
      tokens[tokens.length - 1] = { kind, text: "<>", start: last.start, end };
    } else tokens.push({ kind, text: text.slice(start, end), start, end });
  }
  return tokens;
}
