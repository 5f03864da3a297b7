import type { Running } from "../running.ts";

type Sides = NonNullable<Running["inUse"]["sides"]>;

/** How a canary stands, for the operator. */
export function shownCanary(canary: ReturnType<Sides["canaries"]["at"]>): object {
  const { name, share, state, since, reason, failures, counted } = canary;
  return { name, state, since: since.toISOString(), ...(reason && { reason }), share, failures, requests: counted };
}
