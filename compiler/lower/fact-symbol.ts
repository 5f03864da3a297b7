import type { FactType } from "../../schemas/facts.ts";
import type { Value } from "../load/value.ts";
import type { Condition } from "./ir.ts";

/** What a symbol of a condition stands for. */
export type FactSymbol =
  /**
   * `r`, `r.metadata`, `r.latency.standard`: the path is empty or ends with a dot. In `pattern` a `*` stands for a name
   * of the policy, as in the names of schemas/facts.ts.
   */
  | { readonly kind: "group"; readonly path: string; readonly pattern: string; readonly spelled: string }
  /** `argument`: the fact that it is asked with, as in `sample("key.id")`. */
  | {
      readonly kind: "fact";
      readonly name: string;
      readonly type: FactType;
      readonly argument?: string;
      readonly spelled: string;
    }
  /** One of the caller's tags, inside `r.key.tags.some(…)`. */
  | { readonly kind: "tag"; readonly spelled: string }
  /** What the catalog does not say of a target: see unknown-value.ts. */
  | { readonly kind: "unknown"; readonly spelled: string }
  | { readonly kind: "condition"; readonly condition: Condition }
  /** A value that depends on a condition. */
  | { readonly kind: "choice"; readonly test: Condition; readonly whenTrue: Value; readonly whenFalse: Value };

/** How a message names a symbol. `spelled` is as a condition writes it: `r.health["provider/model"]`. */
export function factName(symbol: FactSymbol): string {
  if (symbol.kind === "condition") return "a condition";
  return symbol.kind === "choice" ? "a value that depends on a condition" : `\`${symbol.spelled}\``;
}
