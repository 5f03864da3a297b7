import { attemptFailures } from "../../../semantics/failures.ts";
import { nearest } from "../../diagnostics/closest.ts";
import { diagnose } from "../../diagnostics/define.ts";
import { unknownFailureClass } from "../../diagnostics/name/unknown-failure-class.ts";
import { items, text } from "../read.ts";
import { routesAndRules, under } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

/** Those of one attempt are known: what ends a whole request is followed by nothing. */
export const checkFailureClasses: ValueCheck = (root) => {
  const known = Object.keys(attemptFailures);
  return under(routesAndRules(root), "fallbackOn")
    .flatMap(({ value }) => items(value))
    .flatMap((item) => {
      const name = text(item);
      if (name === undefined || known.includes(name)) return [];
      return [diagnose(unknownFailureClass, { name, known, ...nearest(name, known) }, item.origin)];
    });
};
