import type { FailureClass as InPolicies } from "../../dsl/policy.ts";
import type { FailureClass as AtRunTime } from "../../semantics/failures.ts";

/** What a policy may fall back on is what the runtime tells apart, without those that end a request. */
type Ending = "deadline" | "cancelled" | "over-budget" | "over-limit" | "no-target";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export const same: Same<InPolicies, Exclude<AtRunTime, Ending>> = true;
