/** One line for each change of a breaker, and nothing between: an outage is two lines, whatever the number of requests. */
import type { FailureClass } from "../../semantics/failures.ts";
import type { BreakerScope } from "../failures.ts";
import { logTime } from "./log-time.ts";
import type { Log } from "./request-log.ts";

export interface HealthEntry {
  target: string;
  scope: BreakerScope;
  name: string;
  state: string;
  class: FailureClass | undefined;
  /** Milliseconds. */
  rest: number;
}

export function logHealth(log: Log, { target, scope, name, state, class: failure, rest }: HealthEntry): void {
  const line = {
    time: logTime(),
    level: state === "open" ? "warn" : "info",
    event: "health",
    target,
    scope,
    // Of a target it would say the same twice.
    of: scope === "target" ? undefined : name,
    state,
    failure,
    restMs: state === "open" ? Math.round(rest) : undefined,
  };
  log(JSON.stringify(line));
}
