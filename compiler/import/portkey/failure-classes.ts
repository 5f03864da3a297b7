/** The status codes on which Portkey falls back, as failure classes. */
import type { Value } from "../../load/value.ts";
import { items, number } from "../../lower/read.ts";
import { type Draft, list, text } from "../draft.ts";
import type { Findings } from "../findings.ts";
import { ofStrategy, targetsOf } from "./parts.ts";

const classes: Readonly<Record<number, readonly string[]>> = {
  400: ["bad-request"],
  401: ["auth"],
  403: ["auth"],
  404: ["not-found"],
  408: ["timeout-attempt"],
  413: ["context-length"],
  429: ["rate-limited", "quota"],
  500: ["server-error"],
  502: ["connect", "server-error"],
  503: ["overloaded"],
  504: ["timeout-first-token", "timeout-idle", "timeout-attempt"],
  529: ["overloaded"],
};

/** Of the outermost strategy; inner ones are said. */
export function failureClasses(root: Value, findings: Findings): Draft | undefined {
  for (const target of targetsOf(root)) sayInner(target, findings);
  const codes = ofStrategy(root, "on_status_codes");
  if (!codes) return undefined;
  const found = items(codes).flatMap((item) => {
    const names = classes[number(item) ?? 0];
    if (names) findings.carried(item);
    else findings.notCarriedOver("this status", "no class of failures stands for it", item.origin);
    return names ?? [];
  });
  const { span } = codes.origin;
  const distinct = [...new Set(found)].map((name) => text(name, span));
  return distinct.length > 0 ? list(distinct, span) : undefined;
}

function sayInner(value: Value, findings: Findings): void {
  const codes = ofStrategy(value, "on_status_codes");
  const why = "the failures that go on are said for a whole route";
  if (codes) findings.notCarriedOver("`on_status_codes` of an inner strategy", why, codes.origin);
  for (const target of targetsOf(value)) sayInner(target, findings);
}
