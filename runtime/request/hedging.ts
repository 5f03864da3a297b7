/** What starts a second target beside a slow one. Loaded where a route of the table asks for it. */
import type { TableHedge } from "../../schemas/table-attempts.ts";
import type { Tried } from "../attempts/attempt.ts";
import type { Hedge } from "../attempts/run.ts";
import type { Usage } from "../operations/chat/answer.ts";
import type { Ask } from "./ask.ts";
import type { ReadyTarget } from "./ready-targets.ts";
import type { Rooms } from "./rooms/rooms.ts";
import type { WholeAnswer } from "./whole-answer.ts";

export interface Hedging {
  /** A request of the route has come: it counts for the route's share. */
  begin(route: string, terms: TableHedge, request: HedgedRequest): RequestHedge;
  /** Forgets all other routes; by name. */
  keepOnly(routes: { has(name: string): boolean }): void;
}

export interface HedgedRequest {
  readonly ask: Pick<Ask, "facts" | "body" | "maxOutputTokens" | "request">;
  /** Prices are those of this time. */
  readonly now: Date;
  /** Absent: no target has limits. */
  readonly rooms?: Rooms | undefined;
}

/** Of what was broken off, what its cost is reckoned by. */
export interface HedgedAttempt extends Tried {
  readonly target: ReadyTarget;
  /** Of one that waits for something else first: it was asked. */
  readonly isSent?: boolean | undefined;
  readonly emulated?: object | undefined;
  /** Tokens, of each answer. */
  readonly limit?: number | undefined;
  readonly whole?: WholeAnswer | undefined;
}

/** Of one request. */
export interface RequestHedge extends Hedge<ReadyTarget, HedgedAttempt> {
  /** Some target was broken off. */
  readonly hasLost: boolean;
  /**
   * Micro-USD that those which were broken off may be billed with, as if each had said as much as the answer. Undefined where a
   * price is not known.
   */
  unsettled(answered: Usage): number | undefined;
  /** The same of one of them. */
  lostCost(lost: HedgedAttempt, answered: Usage): number | undefined;
}
