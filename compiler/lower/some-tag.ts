/** `r.key.tags.some((tag) => tag.startsWith("…"))`: one tag is asked as a text is. */
import { type TextMethod, textMethods } from "../../semantics/facts/text-methods.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { atom } from "./connectives.ts";
import type { Condition } from "./ir.ts";

const TAGS = "key.tags";

/** A question to a tag itself: `tag.startsWith("…")`; undefined when it is no method of texts with a text. */
export function askTag(method: string, argument: Value | undefined, at: Origin): Condition | undefined {
  if (argument?.kind !== "literal" || typeof argument.value !== "string") return undefined;
  if (!Object.hasOwn(textMethods, method)) return undefined;
  return atom({ kind: "flag", fact: `${TAGS}.${method as TextMethod}`, argument: argument.value }, at);
}

/** `tag === "…"`; undefined for any other comparison. */
export function compareTag(operator: string, right: Value, at: Origin): Condition | undefined {
  if (operator !== "===" || right.kind !== "literal" || typeof right.value !== "string") return undefined;
  return atom({ kind: "flag", fact: TAGS, argument: right.value }, at);
}

/** What is asked of one tag, as a question to all; undefined when it cannot be, which is reported. */
export function ofSomeTag(asked: Condition, at: Origin, evaluation: Evaluation): Condition | undefined {
  // Alone it is no part of anything: findings point at the whole question.
  if (isOfOne(asked)) return asked.kind === "atom" ? { ...asked, origin: at } : asked;
  const problem = "`.some` of tags must ask each tag one thing";
  const instead = 'Ask `tag.startsWith("…")` or `tag === "…"`, and join such questions with `||`.';
  evaluation.report(conditionType, { problem, instead }, at);
  return undefined;
}

/** It holds of some tag exactly when it holds of the answers that all of them give: no two that the same tag must give, no `!`, none without a tag. */
function isOfOne(condition: Condition): boolean {
  switch (condition.kind) {
    case "constant":
    case "not":
      return false;
    case "atom":
      return asksTags(condition);
    case "any":
      return condition.of.every(isOfOne);
    case "all": {
      const asking = condition.of.filter(asksTags);
      return asking.length === 1 && isOfOne(asking[0]!);
    }
    default:
      return condition satisfies never;
  }
}

function asksTags(condition: Condition): boolean {
  if (condition.kind === "constant") return false;
  if (condition.kind === "atom") return condition.atom.fact === TAGS || condition.atom.fact.startsWith(`${TAGS}.`);
  return condition.kind === "not" ? asksTags(condition.of) : condition.of.some(asksTags);
}
