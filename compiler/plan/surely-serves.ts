import { all } from "../lower/connectives.ts";
import type { Condition, Target, Terms } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import { surelyFits } from "./fits.ts";
import { surelyTakes } from "./takes.ts";

/** Of what may be tried, the requests that it is sure to be sent and to have room for. */
export function surelyServes(target: Target, terms: Terms, origin: Origin): Condition {
  return all([surelyFits(target, terms, origin), surelyTakes(target, terms, origin)], origin);
}
