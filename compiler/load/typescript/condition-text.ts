import type { Origin } from "../../source.ts";
import { ts } from "../../typescript.ts";
import type { FunctionValue, Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";
import { evaluateExpression } from "./expression.ts";
import { intrinsic, intrinsicNames } from "./intrinsics.ts";
import { operatorWords } from "./operator-words.ts";
import { parse } from "./parse.ts";
import { type Locate, Scope } from "./scope.ts";

/**
 * A condition that is written as a text, such as `r.inputTokens > 32_000`: the same expression as the body of an
 * arrow with these parameters. `locate` maps places in the text to the file. Findings go to the evaluation.
 */
export function conditionText(
  text: string,
  origin: Origin,
  locate: Locate,
  evaluation: Evaluation,
  parameters: readonly string[] = ["r"],
): FunctionValue {
  // In parentheses, so that a text that opens a block or has a second statement does not parse.
  const before = "(";
  const shift: Locate = (start, end) => locate(start - before.length, end - before.length);
  const parsed = (body: string) => parse("condition.ts", `${before}${body}\n)`, shift);
  const { tree, diagnostics } = parsed(text);
  const word = diagnostics.length > 0 && operatorWords(text, locate, (meant) => parsed(meant).diagnostics.length === 0);
  evaluation.diagnostics.push(...(word ? [word] : diagnostics));
  const statement = tree.statements[0];
  const readable = diagnostics.length === 0 && tree.statements.length === 1 && statement !== undefined;
  const body = readable && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const scope = new Scope({ evaluation, tree, locate: shift, evaluate: evaluateExpression });
  for (const name of intrinsicNames) scope.define(name, intrinsic(name, evaluation, origin) as Value);
  const call = (args: readonly Value[], at: Origin): Value => {
    if (!body || args.length < parameters.length) return { kind: "invalid", origin: at };
    const inner = scope.inner();
    for (const [index, name] of parameters.entries()) inner.define(name, args[index] as Value);
    return evaluation.guard<Value>(() => inner.evaluate(body), { kind: "invalid", origin: at });
  };
  return { kind: "function", text, call, origin };
}
