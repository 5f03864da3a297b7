/** A bound from below for the tokens of every text that has what is asked for. */
import { BLANK, characterClasses, DIGIT, NEWLINE, PUNCTUATION } from "../../../semantics/facts/character-classes.ts";
import { estimateTokens } from "../../../semantics/facts/token-estimate.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";

/** Tokens, not rounded. Patterns are not looked into. Kinds of characters never share a token, so what each takes adds up. */
export function fewestTokens(must: readonly TextPredicate[]): number {
  const most = new Map<number, number>();
  for (const { method, argument } of must) {
    if (method === "matches") continue;
    for (const [kind, tokens] of tokensByKind(argument)) most.set(kind, Math.max(tokens, most.get(kind) ?? 0));
  }
  return Math.max(0, [...most.values()].reduce((sum, tokens) => sum + tokens, 0) - SLACK);
}

/** Sums of weights differ in the last digits. */
const SLACK = 1e-6;

/**
 * Runs of one kind of character that end inside the literal weigh in every text what they weigh here; the first and
 * the last one may go on outside, and weigh at least what the least of their kind does.
 */
function tokensByKind(literal: string): Map<number, number> {
  const tokens = new Map<number, number>();
  const runs = runsOf(literal);
  for (const [i, { kind, text, before }] of runs.entries()) {
    const isInner = i > 0 && i < runs.length - 1 && kind !== NEWLINE;
    const weight = isInner ? estimateTokens(before + text) - estimateTokens(before) : least(text);
    tokens.set(kind, (tokens.get(kind) ?? 0) + weight);
  }
  return tokens;
}

/** Letters and digits are one kind: they make mixes that are weighed as a whole. */
function kindOf(unit: number): number {
  const kind = characterClasses[unit]!;
  return kind <= DIGIT ? DIGIT : kind;
}

function runsOf(literal: string): { kind: number; text: string; before: string }[] {
  const runs: { kind: number; text: string; before: string }[] = [];
  for (let from = 0, to = 0; from < literal.length; from = to) {
    const kind = kindOf(literal.charCodeAt(from));
    while (to < literal.length && kindOf(literal.charCodeAt(to)) === kind) to += 1;
    runs.push({ kind, text: literal.slice(from, to), before: from === 0 ? "" : literal[from - 1]! });
  }
  return runs;
}

/** Of any run that this one is a part of. A line break counts for nothing between two parts of a message. */
function least(run: string): number {
  const kind = kindOf(run.charCodeAt(0));
  if (kind === BLANK || kind === NEWLINE) return 0;
  if (kind === PUNCTUATION) return estimateTokens(run.slice(0, USUAL_PUNCTUATION));
  if (kind !== DIGIT || /^[0-9]+$/.test(run)) return estimateTokens(run);
  return /^[a-z]+$/.test(run) ? estimateTokens(`.${run}`) - MARK : JOINED_WORD;
}

/** Up to so many marks each adds the same, whichever they are. */
const USUAL_PUNCTUATION = 8;
const MARK = estimateTokens(".");
const JOINED_WORD = estimateTokens(".a") - MARK;
