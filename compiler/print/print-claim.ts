/** The claim about each target as one expression over `t` and `r`: targets of which the same is claimed share a part. */

import type { Condition } from "../lower/ir.ts";
import { printCondition } from "../plan/print-condition.ts";
import { conditionOverRequest } from "./condition-over-request.ts";

/** Lowers to the same conditions for the same targets. */
export function printClaim(holds: ReadonlyMap<string, Condition>): string {
  const printed = [...holds].map(([id, condition]) => ({ id, text: conditionOverRequest(printCondition(condition)) }));
  const groups = [...Map.groupBy(printed, ({ text }) => text)];
  if (groups.length < 2) return groups[0]?.[0] ?? "true";
  const parts = groups.flatMap(([text, members]) => {
    if (text === "false") return [];
    const test = isOneOf(members.map(({ id }) => id));
    return text === "true" ? [test] : [`${test} && ${text.includes("||") ? `(${text})` : text}`];
  });
  return parts.join(" || ");
}

function isOneOf(ids: readonly string[]): string {
  const texts = ids.map((id) => JSON.stringify(id));
  return texts.length === 1 ? `t.id === ${texts[0]}` : `[${texts.join(", ")}].includes(t.id)`;
}
