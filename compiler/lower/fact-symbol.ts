import type { FactType } from "../../schemas/facts.ts";
import type { Condition } from "./ir.ts";

/** What a symbol of a condition stands for. */
export type FactSymbol =
  /** `r`, `r.metadata`, `r.needs`, `r.key`; the path is empty or ends with a dot. */
  | { readonly kind: "group"; readonly path: string }
  | { readonly kind: "fact"; readonly name: string; readonly type: FactType }
  | { readonly kind: "condition"; readonly condition: Condition };
