import { patternNotLinear } from "../diagnostics/syntax/pattern-not-linear.ts";
import { patternUnsupported } from "../diagnostics/syntax/pattern-unsupported.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { PatternValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { patternProblem } from "./linear-pattern.ts";

/** A regular expression as the argument of an atom, `/source/flags`; undefined when it is none or was reported. */
export function lowerPattern(value: Value, evaluation: Evaluation): string | undefined {
  if (value.kind !== "pattern") return undefined;
  const { source } = value;
  const flags = [...value.flags].sort().join("");
  const problem = patternProblem(source, flags);
  if (!problem) return `/${source}/${flags}`;
  const { start, end } = problem.part ?? { start: 0, end: source.length };
  const part = source.slice(start, end);
  const place = problem.part ? placeOf(value, start, end) : value.origin;
  if (problem.kind === "unsupported") evaluation.report(patternUnsupported, { ...problem, part }, place);
  else evaluation.report(patternNotLinear, { ...problem, part }, place);
  return undefined;
}

/** The part of the literal, where the literal stands in the file as it is; otherwise the whole of it. */
function placeOf(value: PatternValue, start: number, end: number): Origin {
  let written: Origin = value.origin;
  while (written.from) written = written.from.origin;
  const { file, start: from, end: to } = written.span;
  const isExact = file.text.slice(from, to) === `/${value.source}/${value.flags}`;
  return isExact ? { span: { file, start: from + 1 + start, end: from + 1 + end } } : value.origin;
}
