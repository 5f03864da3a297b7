/** What the requests of one runtime share. */

import type { State } from "../schemas/state.ts";
import type { HeldBytes } from "./attempts/held-bytes.ts";
import type { Clock } from "./clock.ts";
import type { LaterCache } from "./later-cache.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { NeverWorked } from "./observe/never-worked.ts";
import type { Log } from "./observe/request-log.ts";
import type { RuleNames } from "./observe/rule-names.ts";
import type { TokenRatios } from "./observe/token-ratio.ts";
import type { Assembly } from "./request/assembly.ts";
import type { Caching } from "./request/caching/caching.ts";
import type { Entrance } from "./request/entrance.ts";
import type { Hedging } from "./request/hedging.ts";
import type { InFlight } from "./request/in-flight.ts";
import type { Limiting } from "./request/limits/limiting.ts";
import type { Lines } from "./request/lines.ts";
import type { ReadyTarget } from "./request/ready-targets.ts";
import type { Rooms } from "./request/rooms/rooms.ts";
import type { Shadowing } from "./request/shadow/shadowing.ts";
import type { Spending } from "./request/spending/spending.ts";
import type { KeptProofs } from "./state/kept-proofs.ts";
import type { KeyCheck } from "./state/keys.ts";
import type { Sides } from "./state/sides.ts";
import type { TableHistory } from "./state/table-history.ts";
import type { TargetHealth } from "./state/target-health.ts";
import type { TargetLoad } from "./state/target-load.ts";
import type { LoadedTable } from "./table/loaded-table.ts";
import type { Images } from "./upstream/images/images.ts";
import type { Upstream } from "./upstream/upstream.ts";

/** A table with what it is served by. A request takes it once, so that another table changes nothing for it. */
export interface TableInUse {
  readonly loaded: LoadedTable;
  /** Of the table's targets, by the same index. */
  readonly targets: readonly ReadyTarget[];
  readonly ruleNames: RuleNames;
  /** Where a route wants it. */
  readonly assembly?: Assembly | undefined;
  /** Where it has splits or canaries. */
  readonly sides?: Sides | undefined;
  /** Where a target lets wait, or did in a table before. */
  readonly lines?: Lines | undefined;
  /** Where a route wants it. */
  readonly hedging?: Hedging | undefined;
  /** Where it has limits. */
  readonly limiting?: Limiting | undefined;
  /** Where a target has limits. */
  readonly rooms?: Rooms | undefined;
  /** Where it has budgets. */
  readonly spending?: Spending | undefined;
  /** Where a route has a cache. */
  readonly caching?: Caching | undefined;
  /** Where a plan has one. */
  readonly shadows?: Shadowing | undefined;
}

export interface Running {
  /** Where they are switched on. */
  readonly metrics?: Metrics | undefined;
  /** Another takes its place in one assignment. */
  inUse: TableInUse;
  readonly tables: TableHistory;
  readonly keyOf: KeyCheck;
  readonly upstream: Upstream;
  /** Those that requests name by URL. */
  readonly images: Images;
  /** What rules ask of the targets. */
  readonly state: State;
  readonly load: TargetLoad;
  readonly health: TargetHealth;
  readonly neverWorked: NeverWorked;
  readonly tokenRatios: TokenRatios;
  readonly proofs: KeptProofs;
  readonly entrance: Entrance;
  /** Answers that are collected. */
  readonly held: HeldBytes;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly log: Log;
  readonly clock: Clock;
  /** From 0 up to 1. */
  chance(): number;
  /** No new requests are taken. */
  draining: boolean;
  /** Requests that are being answered. */
  readonly inFlight: InFlight;
  /** What outlives requests. */
  readonly kept: { close(): Promise<void> };
  /** What the caches of routes keep, and how they stand. */
  readonly cache?: Pick<LaterCache, "answers" | "report">;
  /** Absent: no table had one yet. */
  shadows?: Shadowing | undefined;
}
