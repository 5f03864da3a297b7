import type { Table } from "../../schemas/table.ts";
import type { Clock } from "../clock.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Log } from "../observe/request-log.ts";
import type { CanaryPorts } from "../state/canaries.ts";
import type { Sides } from "../state/sides.ts";

interface SidesOf {
  table: Table;
  before: Sides | undefined;
  clock: Clock;
  log: Log;
  metrics: Metrics | undefined;
}

/** What only tables need that have splits or canaries. */
export async function openSides({ table, before, clock, log, metrics }: SidesOf): Promise<Sides> {
  const { Sides } = await import("../state/sides.ts");
  const { logCanary } = await import("../observe/canary-log.ts");
  const told: CanaryPorts["told"] = (change) => {
    logCanary(log, change);
    metrics?.canary(change);
  };
  return new Sides(table, before, { clock, told });
}
