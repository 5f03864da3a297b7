import { valueSize } from "../diagnostics/limit/value-size.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import { conditionText } from "../load/typescript/condition-text.ts";
import type { FunctionValue, LiteralValue, Value } from "../load/value.ts";
import { offsetsInScalar } from "../load/yaml/offset-in-scalar.ts";
import type { Origin } from "../source.ts";
import { excessOf } from "./condition-excess.ts";
import { toCondition } from "./condition-symbols.ts";
import type { FactScope } from "./fact-scope.ts";
import type { Condition } from "./ir.ts";

/** A `when`, which is an arrow or its text → a condition; undefined when something in it has been reported. */
export function lowerCondition(when: Value, facts: FactScope): Condition | undefined {
  const condition = asFunction(when, facts);
  if (!condition) {
    const instead = "Write an arrow, `(r) => …`, or its text.";
    if (when.kind !== "invalid")
      facts.evaluation.report(conditionType, { problem: "this is not a condition", instead }, when.origin);
    return undefined;
  }
  const before = facts.evaluation.diagnostics.length;
  const called = { at: when.origin, label: "in the condition of this rule" };
  const value = facts.evaluation.within(called, () => condition.call([facts.root(when.origin)], when.origin));
  const body = value.origin.from?.how === "call" ? { ...value, origin: value.origin.from.origin } : value;
  const lowered = facts.evaluation.within(called, () => toCondition(body, facts.evaluation));
  if (facts.evaluation.diagnostics.length > before || !lowered) return undefined;
  const excess = excessOf(lowered);
  if (!excess) return lowered;
  facts.evaluation.report(valueSize, { what: `written out, this condition has ${excess}` }, when.origin);
  return undefined;
}

function asFunction(when: Value, facts: FactScope): FunctionValue | undefined {
  if (when.kind === "function") return when;
  if (when.kind !== "literal" || typeof when.value !== "string") return undefined;
  return conditionText(when.value, when.origin, locateInText(when), facts.evaluation);
}

/** Places in the text of a condition → places in the file; the whole text where they cannot be told apart. */
function locateInText(when: LiteralValue): (start: number, end: number) => Origin {
  const { span } = when.origin;
  const offset = offsetsInScalar(span.file, when);
  return (start, end) => {
    const from = offset(Math.max(0, start));
    const to = offset(Math.max(0, end));
    return from === undefined || to === undefined ? when.origin : { span: { file: span.file, start: from, end: to } };
  };
}
