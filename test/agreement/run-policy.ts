import { policy, reject } from "../../dsl/policy.ts";
import { ms, usd } from "../../dsl/quantities.ts";
import { balance, chain, cheapest, fastest, split } from "../../dsl/strategies.ts";
import type { ReferencePolicy } from "../reference/decide.ts";

const language = { balance, chain, cheapest, fastest, ms, policy, reject, split, usd };

/** A generated policy's source, run as JavaScript: tests do what the compiler never does. */
export function runPolicy(source: string): ReferencePolicy {
  const body = source.replace(/^import .*\n/, "").replace("export default", "return");
  return new Function(...Object.keys(language), body)(...Object.values(language)) as ReferencePolicy;
}
