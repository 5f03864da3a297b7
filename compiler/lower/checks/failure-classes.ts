import type { FailureClass } from "../../../dsl/policy.ts";
import { nearest } from "../../diagnostics/closest.ts";
import { diagnose } from "../../diagnostics/define.ts";
import { unknownFailureClass } from "../../diagnostics/name/unknown-failure-class.ts";
import { items, text } from "../read.ts";
import { routesAndRules, under } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

/** Those of one attempt: what ends a whole request is followed by nothing. */
const classes: Readonly<Record<FailureClass, true>> = {
  connect: true,
  "timeout-first-token": true,
  "timeout-idle": true,
  "timeout-attempt": true,
  "rate-limited": true,
  quota: true,
  overloaded: true,
  "server-error": true,
  auth: true,
  "not-found": true,
  malformed: true,
  truncated: true,
  "context-length": true,
  "content-filter": true,
  "bad-request": true,
  unsupported: true,
};

export const checkFailureClasses: ValueCheck = (root) => {
  const known = Object.keys(classes);
  return under(routesAndRules(root), "fallbackOn")
    .flatMap(({ value }) => items(value))
    .flatMap((item) => {
      const name = text(item);
      if (name === undefined || known.includes(name)) return [];
      return [diagnose(unknownFailureClass, { name, known, ...nearest(name, known) }, item.origin)];
    });
};
