import type { Treatments } from "../../semantics/parameters/treatments.ts";
import type { Value } from "../load/value.ts";
import { defined, entries, text } from "./read.ts";

/** What a policy and one of its routes say of parameters that a target cannot take: the route's word on each replaces the policy's. */
export function lowerTreatments(general: Value | undefined, own: Value | undefined): Treatments | undefined {
  const said = [...entries(general), ...entries(own)].map(({ name, value }) => [name, text(value)] as const);
  const last = [...new Map(said)];
  const treated = (treatment: string) => {
    const names = last.flatMap(([name, of]) => (of === treatment ? [name] : [])).sort();
    return names.length > 0 ? names : undefined;
  };
  const treatments = defined({ error: treated("error"), emulate: treated("emulate") });
  return Object.keys(treatments).length > 0 ? treatments : undefined;
}
