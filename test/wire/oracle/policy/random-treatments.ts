/** What a policy says of parameters that a target cannot take. */
import type { Random } from "../../../agreement/random.ts";
import type { WireRoute } from "./policy.ts";

const treated = ["seed", "stop", "temperature", "top_p", "user", "store", "logit_bias", "parallel_tool_calls"];

export function randomTreatments(random: Random): NonNullable<WireRoute["unsupported"]> {
  const names = treated.filter(() => random.once(3));
  const words = names.map((name) => [name, random.once(4) ? "drop" : "error"] as const);
  return Object.fromEntries([...words, ...(random.once(2) ? [["response_format", "emulate"] as const] : [])]);
}
