import type { Value } from "../load/value.ts";
import type { Judge, Shadow } from "./ir.ts";
import { entry, field, number, text } from "./read.ts";
import { lowerStrategy, lowerTarget, type Names } from "./strategy.ts";

/** What a route asks in the background; undefined when something in it has been reported. */
export function lowerShadow(route: Value, names: Names): Shadow | undefined {
  const shadow = entry(route, "shadow");
  const use = shadow && field(shadow.value, "use");
  const strategy = use && lowerStrategy(use, names);
  const written = shadow && entry(shadow.value, "judge");
  const judge = written && lowerJudge(written.value, names);
  if (!shadow || !strategy || (written && !judge)) return undefined;
  const action = { kind: "use" as const, strategy, origin: use.origin };
  const share = number(field(shadow.value, "share")) ?? 0;
  return { action, share, ...(judge && { judge }), origin: shadow.origin };
}

export function lowerJudge(value: Value, names: Names): Judge | undefined {
  const model = field(value, "model");
  const name = text(model);
  const target = model && name !== undefined ? lowerTarget(name, model.origin, names) : undefined;
  return target && model && { target, rubric: text(field(value, "rubric")) ?? "", origin: model.origin };
}
