import { policy, reject } from "../../dsl/policy.ts";
import { chain } from "../../dsl/strategies.ts";
import type { ReferencePolicy } from "../reference/decide.ts";

/** A generated policy's source, run as JavaScript: tests do what the compiler never does. */
export function runPolicy(source: string): ReferencePolicy {
  const body = source.replace(/^import .*\n/, "").replace("export default", "return");
  return new Function("chain", "policy", "reject", body)(chain, policy, reject) as ReferencePolicy;
}
