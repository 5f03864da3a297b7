import { valueSize } from "../diagnostics/limit/value-size.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import type { Call } from "../load/typescript/call-labels.ts";
import { conditionText } from "../load/typescript/condition-text.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { FunctionValue, LiteralValue, Value } from "../load/value.ts";
import { offsetsInScalar } from "../load/yaml/offset-in-scalar.ts";
import type { Origin } from "../source.ts";
import { excessOf } from "./condition-excess.ts";
import { toCondition } from "./condition-symbols.ts";
import type { FactScope } from "./fact-scope.ts";
import type { Condition } from "./ir.ts";

/** A `when`, which is an arrow or its text → a condition; undefined when something in it has been reported. */
export function lowerCondition(
  when: Value,
  facts: FactScope,
  label = "in the condition of this rule",
): Condition | undefined {
  const condition = conditionFunction(when, ["r"], facts.evaluation);
  const called = { at: when.origin, label };
  return condition && lowerCall(condition, [facts.root(when.origin)], called, facts.evaluation);
}

/** What an arrow, or its text with these parameters, answers to arguments; what the call is labelled with in findings. */
export function lowerCall(
  condition: FunctionValue,
  args: readonly Value[],
  called: Call,
  evaluation: Evaluation,
): Condition | undefined {
  const before = evaluation.diagnostics.length;
  const { at } = called;
  const value = evaluation.within(called, () => condition.call(args, at));
  const body = value.origin.from?.how === "call" ? { ...value, origin: value.origin.from.origin } : value;
  const lowered = evaluation.within(called, () => toCondition(body, evaluation));
  if (evaluation.diagnostics.length > before || !lowered) return undefined;
  const excess = excessOf(lowered);
  if (!excess) return lowered;
  evaluation.report(valueSize, { what: `written out, this condition has ${excess}` }, at);
  return undefined;
}

/** An arrow, or its text with these parameters; undefined when it is neither, or cannot be read, which is reported. */
export function conditionFunction(
  value: Value,
  parameters: readonly string[],
  evaluation: Evaluation,
): FunctionValue | undefined {
  if (value.kind === "function") return value;
  if (value.kind === "literal" && typeof value.value === "string") {
    const before = evaluation.diagnostics.length;
    const read = conditionText(value.value, value.origin, locateInText(value), evaluation, parameters);
    return evaluation.diagnostics.length > before ? undefined : read;
  }
  const instead = `Write an arrow, \`(${parameters.join(", ")}) => …\`, or its text.`;
  if (value.kind !== "invalid")
    evaluation.report(conditionType, { problem: "this is not a condition", instead }, value.origin);
  return undefined;
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
