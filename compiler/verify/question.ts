import type { Condition } from "../lower/ir.ts";
import type { Costs } from "../plan/cost-term.ts";

/** Is there such a request on a route? */
export interface Question {
  readonly rule: number | "otherwise";
  /** Holds for the request, too. */
  readonly extra?: Condition;
  /** None of these holds for it. */
  readonly outside?: readonly Condition[];
  /** What `extra` may ask costs of, by target. */
  readonly costs?: Costs;
  /** A rule that is passed by, as if it were not written. */
  readonly without?: number;
  /** The condition of this rule holds, too. */
  readonly also?: number;
  /** The request is for people, so it is replayed before it is answered. */
  readonly toShow?: true;
  /** Nothing is lost where none is found: what is hard to find is given up soon. */
  readonly brief?: true;
  /** Where there is no such request, few rules are named that take all. */
  readonly reasons?: true;
  /** Whatever the rules before it; with `otherwise`, any request at all. */
  readonly alone?: boolean;
}
