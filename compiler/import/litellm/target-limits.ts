/** `rpm`, `tpm` and `max_parallel_requests` of a deployment: limits where the router holds them, else shares of a split. */
import type { OverlayModel } from "../../../schemas/overlay.ts";
import { field } from "../../lower/read.ts";
import { amount } from "../settings.ts";
import type { Endpoint, Places } from "./places.ts";

/** The strategies under which the router passes over a deployment that has used up what it may be asked. */
export const limiting: ReadonlySet<string> = new Set([
  "usage-based-routing",
  "usage-based-routing-v2",
  "latency-based-routing",
  "cost-based-routing",
]);

export function limitsOf(
  { params, info }: Endpoint,
  { isLimited, findings }: Pick<Places, "isLimited" | "findings">,
): Pick<OverlayModel, "limits" | "concurrency"> {
  const whole = (name: string) => {
    const value = field(params, name) ?? field(info, name);
    const found = amount(value);
    if (found === undefined || !Number.isInteger(found) || found < 1) return undefined;
    findings.carried(value);
    return found;
  };
  const concurrency = whole("max_parallel_requests");
  const [requests, tokens] = isLimited ? [whole("rpm"), whole("tpm")] : [];
  const rates = { ...(requests === undefined ? {} : { requests }), ...(tokens === undefined ? {} : { tokens }) };
  return {
    ...(Object.keys(rates).length > 0 ? { limits: { ...rates, window: "minute" } } : {}),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}
