/** How semantic caches stand, out of the figures that `/caches` has. */
import type { CacheReport } from "../../schemas/caches.ts";
import type { Running } from "../running.ts";

type Registry = NonNullable<Running["metrics"]>["registry"];

export function ofCaches(running: Running, registry: Registry): void {
  const each = (read: (report: CacheReport) => number) => () =>
    (running.cache?.report() ?? []).map((report) => [{ route: report.route }, read(report)] as const);
  const gauge = (name: string, help: string, read: (report: CacheReport) => number): void =>
    registry.observed(`pointsman_semantic_cache_${name}`, "gauge", help, each(read));
  gauge("serving", "1 while it serves, 0 in shadow.", ({ state }) => (state === "serving" ? 1 : 0));
  gauge("checks", "Hits that were compared with what a model says, that count now.", ({ checks }) => checks);
  gauge("wrong", "Of these, those that were wrong.", ({ wrong }) => wrong);
  gauge("wrong_rate_upper", "The share that wrong hits are surely below.", ({ upper }) => upper);
  gauge("wrong_rate_allowed", "The share that the policy allows.", ({ maxWrongHitRate }) => maxWrongHitRate);
  gauge("missing_checks", "Right checks until it serves.", ({ missing }) => missing);
  gauge("hit_share", "Of the last day's requests, those that were given an answer.", ({ given, looked }) =>
    looked === 0 ? 0 : given / looked,
  );
  gauge("met_share", "Those that would have been, if it served and checked nothing.", ({ met, looked }) =>
    looked === 0 ? 0 : met / looked,
  );
}
