import type { TablePlan } from "../../schemas/table.ts";
import type { TableLimits, TableRetry } from "../../schemas/table-attempts.ts";
import type { TableJudge } from "../../schemas/table-shadow.ts";
import type { FailureClass } from "../../semantics/failures.ts";
import type { PlanQuestion } from "../../semantics/plan-targets.ts";
import type { StickyGroup } from "../../semantics/sticky-group.ts";
import type { Elsewhere } from "../attempts/detours.ts";
import type { Asked } from "../operations/asked.ts";
import type { Refusal } from "../refusal.ts";
import type { Fall } from "../state/fall.ts";
import type { Ask } from "./ask.ts";
import type { RequestHedge } from "./hedging.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { Rooms } from "./rooms/rooms.ts";
import type { RequestSpending } from "./spending/request-spending.ts";

/** What the table decided for one request. */
export interface Plan<R extends Asked = Asked> {
  ask: Ask<R>;
  /** Hash of the table that decided. */
  table: string;
  /** When it was admitted: prices are those of this time. */
  now: Date;
  /** Absent when the client named a target itself. */
  route?: string;
  /** Where the rule was written, else `<route>/<index>`. */
  rule?: string;
  /** That the rule names. */
  tier?: string | undefined;
  targets: readonly ReadyTarget[];
  /** Where it waits for a target. */
  priority: number;
  /** On sides of splits and canaries; absent: there are none. */
  fall?: Fall;
  /** Other requests that it is kept with; absent: none. */
  groups?: readonly StickyGroup[];
  /** What goes on to the next target; absent: what the failure table says. */
  fallbackOn?: ReadonlySet<FailureClass>;
  /** Where some failures lead to other targets than the next. */
  elsewhere?: Elsewhere<ReadyTarget>;
  limits: TableLimits;
  /** Absent: no target begins beside another. */
  hedge?: () => RequestHedge;
  /** Absent: one more round, after a short wait. */
  retry?: TableRetry;
  /** It is what serves where a budget is spent. */
  isStandIn?: boolean;
  /** What its targets have left of their limits; absent: none of the table has any. */
  rooms?: Rooms;
  /** What its attempts spend from; absent: the table has no budgets. */
  spending?: RequestSpending;
  /** What serves in its place where a budget is spent; undefined where that refuses it. */
  standIn?: (budget: string) => Plan<R> | undefined;
  /** What serves in its place where a limit is full, or how it is refused; undefined where that is as any full limit refuses. */
  limited?: (limit: string) => Plan<R> | Refusal | undefined;
  /** Headers of its answer that tell how its limits stand. */
  told?: Readonly<Record<string, string>>;
  /** What is asked beside, to compare. */
  shadow?: PlannedShadow;
  /** Where the cache of its route has a judge. */
  check?: PlannedCheck;
}

export interface PlannedShadow {
  /** Of the requests, above 0. */
  readonly share: number;
  /** What orders its targets. */
  readonly question: Omit<PlanQuestion, "load">;
  /** By the table's indexes. */
  readonly ready: readonly ReadyTarget[];
  /** What scores both answers. */
  readonly judge?: PlannedJudge;
}

/** What scores what the cache would have given beside what the model said. */
export interface PlannedCheck {
  readonly question: Omit<PlanQuestion, "load">;
  /** By the table's indexes. */
  readonly ready: readonly ReadyTarget[];
  readonly judge: PlannedJudge;
}

export interface PlannedJudge extends Pick<TableJudge, "rubric" | "mostAnswer"> {
  /** Of one target. */
  readonly plan: TablePlan;
}
