import { networkOf } from "../runtime/networks.ts";
import { UsageError } from "./usage-error.ts";

/** A list with commas between; throws a `UsageError` that names what is none. Undefined when the option is not given. */
export function networks(option: string, text: string | undefined): string[] | undefined {
  const all = text?.split(",").map((one) => one.trim());
  for (const one of all ?? []) {
    const network = networkOf(one);
    if ("fault" in network) throw new UsageError(`${option}: ${network.fault}`);
  }
  return all;
}
