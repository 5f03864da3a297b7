/** How a candidate does on its share of the requests: on, until so many failed or its first tokens came too late; then back, until someone says otherwise. */
import type { TableCanary } from "../../schemas/table-canary.ts";
import { LEAST_TIMED, MOST_COUNTED, MOST_TIMED } from "../../semantics/canary.ts";
import type { Clock } from "../clock.ts";
import { Latest } from "./latest.ts";

export type CanaryReason = "failures" | "first-token" | "operator";

export interface CanaryChange {
  readonly name: string;
  readonly state: "on" | "back";
  /** Who or what turned it. */
  readonly reason: CanaryReason;
  /** Of its last requests, and how many are counted. */
  readonly failures: number;
  readonly requests: number;
}

export class Canary {
  readonly name: string;
  readonly share: number;
  /** `provider/model` of its targets. */
  readonly targets: ReadonlySet<string>;
  readonly #back: TableCanary["back"];
  readonly #clock: Clock;
  readonly #told: (change: CanaryChange) => void;
  #failed = new Latest(MOST_COUNTED);
  #late = new Latest(MOST_TIMED);
  state: "on" | "back" = "on";
  since: Date;
  /** Why it is back; absent while it is on. */
  reason: CanaryReason | undefined;

  constructor(
    { name, share, back }: TableCanary,
    targets: readonly string[],
    { clock, told }: { clock: Clock; told: (change: CanaryChange) => void },
  ) {
    this.name = name;
    this.share = share;
    this.targets = new Set(targets);
    this.#back = back;
    this.#clock = clock;
    this.#told = told;
    this.since = clock.date();
  }

  get failures(): number {
    return this.#failed.so;
  }

  /** Requests that its failures are among. */
  get counted(): number {
    return this.#failed.count;
  }

  /** A request of its share has ended. */
  ended(failed: boolean): void {
    this.#failed.add(failed);
    const { failures = Number.POSITIVE_INFINITY } = this.#back;
    if (this.#failed.so >= failures) this.#turn("back", "failures");
  }

  /** Milliseconds from the beginning of an attempt at the candidate to its first token, or until it was given up as silent. */
  began(ms: number): void {
    const { firstToken } = this.#back;
    if (firstToken === undefined) return;
    this.#late.add(ms > firstToken);
    const { count, so } = this.#late;
    // The 95th percentile of so many is above where more of them are than may be.
    if (count >= LEAST_TIMED && so > count - Math.ceil(0.95 * count)) this.#turn("back", "first-token");
  }

  /** By an operator. What was counted before counts no more. */
  set(state: "on" | "back"): void {
    this.#turn(state, "operator");
  }

  #turn(state: "on" | "back", reason: CanaryReason): void {
    if (this.state === state) return;
    this.state = state;
    this.reason = state === "back" ? reason : undefined;
    this.since = this.#clock.date();
    this.#told({ name: this.name, state, reason, failures: this.failures, requests: this.counted });
    if (state === "back") return;
    this.#failed = new Latest(MOST_COUNTED);
    this.#late = new Latest(MOST_TIMED);
  }
}
