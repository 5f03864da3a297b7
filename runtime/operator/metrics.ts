/** The operator's metrics: what observers have counted, and how tables, targets, canaries, sides and caches stand when it is asked. */
import type { Serve } from "../http/server.ts";
import type { Running } from "../running.ts";
import { ofCaches } from "./cache-metrics.ts";
import { ofShadows } from "./shadow-metrics.ts";

type Metrics = NonNullable<Running["metrics"]>;
type Registry = Metrics["registry"];
type Sides = NonNullable<Running["inUse"]["sides"]>;
type Side = ReturnType<Sides["all"]>[number];

const TYPE = "text/plain; version=0.0.4; charset=utf-8";

export function metrics(running: Running, { registry }: Metrics): Serve {
  ofTables(running, registry);
  ofTargets(running, registry);
  ofCanaries(running, registry);
  ofSides(running, registry);
  ofShadows(running, registry);
  ofCaches(running, registry);
  return (call) => {
    const { response } = call;
    if (response.destroyed) return;
    const body = registry.text();
    const length = String(Buffer.byteLength(body));
    response.writeHead(200, call.headersWith({ "content-type": TYPE, "content-length": length }));
    response.end(body);
    call.handedOver();
  };
}

function ofTables(running: Running, registry: Registry): void {
  const { tables, clock } = running;
  registry.observed("pointsman_table_info", "gauge", "1, of the table that serves.", () => [
    [{ table: running.inUse.loaded.table.hash }, 1],
  ]);
  const age = () => (clock.date().getTime() - tables.since.getTime()) / 1_000;
  registry.observed("pointsman_table_age_seconds", "gauge", "Since it serves.", () => [[{}, age()]]);
  registry.observed("pointsman_table_swaps_total", "counter", "Tables that took the place of another.", () => [
    [{}, tables.swaps],
  ]);
  registry.observed("pointsman_table_refusals_total", "counter", "Tables that were refused.", () => [
    [{}, tables.refusals],
  ]);
}

const states = ["up", "degraded", "down"] as const;

function ofTargets(running: Running, registry: Registry): void {
  registry.observed("pointsman_target_health", "gauge", "1, of the state that a target is in, once one is known.", () =>
    running.inUse.targets.flatMap(({ id }) => {
      const known = running.health.health(id);
      return known === undefined
        ? []
        : states.map((state) => [{ target: id, state }, state === known ? 1 : 0] as const);
    }),
  );
  registry.observed("pointsman_target_open_requests", "gauge", "Requests that a target is being asked.", () =>
    running.inUse.targets.map(({ id }) => [{ target: id }, running.load.open(id)] as const),
  );
  registry.observed("pointsman_target_room", "gauge", "The share that a target has left of its limits, of 1.", () => {
    const { rooms, targets } = running.inUse;
    return rooms ? targets.map((target) => [{ target: target.id }, rooms.room(target)] as const) : [];
  });
}

function ofCanaries(running: Running, registry: Registry): void {
  const all = () => running.inUse.sides?.canaries.all() ?? [];
  registry.observed("pointsman_canary_on", "gauge", "1 while it is on, 0 when it has gone back.", () =>
    all().map(({ name, state }) => [{ canary: name }, state === "on" ? 1 : 0] as const),
  );
  registry.observed("pointsman_canary_share", "gauge", "Of the requests, as it is written.", () =>
    all().map(({ name, share }) => [{ canary: name }, share] as const),
  );
  registry.observed("pointsman_canary_failures", "gauge", "Of its last requests, at most a thousand.", () =>
    all().map(({ name, failures }) => [{ canary: name }, failures] as const),
  );
}

function ofSides(running: Running, registry: Registry): void {
  const all = () => running.inUse.sides?.all() ?? [];
  const labels = ({ name: { route, of, side } }: Side) => ({ route, of, side });
  registry.observed("pointsman_side_requests_total", "counter", "Requests by the side of a split or canary.", () =>
    all().map((side) => [labels(side), side.requests] as const),
  );
  const classes = (side: Side, counts: Side["failures"]) =>
    [...counts].map(([name, count]) => [{ ...labels(side), error_type: name }, count] as const);
  registry.observed("pointsman_side_failures_total", "counter", "What clients were told in place of an answer.", () =>
    all().flatMap((side) => classes(side, side.failures)),
  );
  registry.observed("pointsman_side_attempt_failures_total", "counter", "Of attempts, hidden ones included.", () =>
    all().flatMap((side) => classes(side, side.attemptFailures)),
  );
  registry.observed("pointsman_side_cost_usd_total", "counter", "Of answers whose cost is known.", () =>
    all().map((side) => [labels(side), side.cost / 1e6] as const),
  );
  registry.observed(
    "pointsman_side_time_to_first_chunk_seconds",
    "summary",
    "Of late, as clients wait for streams.",
    () =>
      all().flatMap((side) =>
        [0.5, 0.95].flatMap((quantile) => {
          const ms = side.firstToken.quantile(quantile);
          return ms === undefined ? [] : [[{ ...labels(side), quantile: String(quantile) }, ms / 1_000] as const];
        }),
      ),
  );
}
