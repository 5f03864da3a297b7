import type { Value } from "../load/value.ts";
import type { Retry } from "./ir.ts";
import { defined, duration, entry, field, number } from "./read.ts";

/** What a route says about asking a target again. */
export function lowerRetry(route: Value): Retry | undefined {
  const retry = entry(route, "retry");
  if (!retry) return undefined;
  const { value, origin } = retry;
  return { times: number(field(value, "times")) ?? 0, ...defined({ after: duration(field(value, "after")) }), origin };
}
