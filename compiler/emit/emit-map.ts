/** Where each rule was written. Positions are kept out of the table, which must not depend on them. */
import type { SourcePosition, TableMap } from "../../schemas/table-map.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { byName } from "../plan/fixed-order.ts";
import { type Origin, position } from "../source.ts";

export function emitMap(policy: PolicyIr, table: string): TableMap {
  const rules = byName(policy.routes).flatMap(({ name, rules, otherwise }) => [
    ...rules.map((rule, i): [string, SourcePosition] => [`${name}/${i}`, place(rule.origin)]),
    [`${name}/otherwise`, place(otherwise.origin)] satisfies [string, SourcePosition],
  ]);
  return { format: "pointsman-map", version: 1, table, rules: Object.fromEntries(rules) };
}

function place({ span }: Origin): SourcePosition {
  return { file: span.file.name, ...position(span.file, span.start) };
}
