import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import { conditionText } from "../load/typescript/condition-text.ts";
import type { FunctionValue, Value } from "../load/value.ts";
import type { FactScope } from "./fact-scope.ts";
import type { FactSymbol } from "./fact-symbol.ts";
import { text } from "./read.ts";

/** The one fact that an arrow or a text names, such as `(r) => r.key.team` or `key.team`; undefined when it is none. */
export function lowerFactName(value: Value, facts: FactScope): string | undefined {
  const before = facts.evaluation.diagnostics.length;
  const symbol = asFunction(value, facts)?.call([facts.root(value.origin)], value.origin);
  if (facts.evaluation.diagnostics.length > before) return undefined;
  const fact = symbol?.kind === "symbol" ? (symbol.symbol as FactSymbol) : undefined;
  if (fact?.kind === "fact" && (fact.type.kind === "string" || fact.type.kind === "enum")) return fact.name;
  const instead = "Name a fact that is a text, such as `r.key.team` or `r.metadata.team`.";
  facts.evaluation.report(conditionType, { problem: "this does not name one fact", instead }, value.origin);
  return undefined;
}

function asFunction(value: Value, facts: FactScope): FunctionValue | undefined {
  if (value.kind === "function") return value;
  const path = text(value);
  if (path === undefined) return undefined;
  const source = path.startsWith("r.") ? path : `r.${path}`;
  return conditionText(source, value.origin, () => value.origin, facts.evaluation);
}
