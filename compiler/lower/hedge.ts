import type { Value } from "../load/value.ts";
import type { Hedge } from "./ir.ts";
import { defined, duration, entry, field, number } from "./read.ts";

/** What a route says about a second target beside a slow one. */
export function lowerHedge(route: Value): Hedge | undefined {
  const hedge = entry(route, "hedge");
  if (!hedge) return undefined;
  const { value, origin } = hedge;
  return { ...defined({ after: duration(field(value, "after")), most: number(field(value, "most")) }), origin };
}
