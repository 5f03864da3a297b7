import type { FaultName } from "../faults.ts";

/** What is wrong with a provider or a model for a time, and for which share of its requests. */
export interface TimedFault {
  /** `all`, a provider, or `provider/model`. */
  readonly who: string;
  readonly effect: Effect;
  /** Of the requests, above 0 and at most 1. */
  readonly share: number;
  /** Milliseconds of the rehearsal; `to` is not part of it, and may be infinite. */
  readonly from: number;
  readonly to: number;
  /** As it was written. */
  readonly text: string;
}

export type Effect =
  /** Connections are refused. */
  | { readonly kind: "down" }
  /** Requests are taken and never answered. */
  | { readonly kind: "silent" }
  /** Connections are reset before an answer. */
  | { readonly kind: "reset" }
  /** The time to the first token is so many times as long, or so many milliseconds longer. */
  | { readonly kind: "first-token"; readonly times: number; readonly plus: number }
  /** Tokens come so many times as fast. */
  | { readonly kind: "speed"; readonly times: number }
  /** Requests above so many in so many milliseconds are refused until these are over. */
  | { readonly kind: "rate-limit"; readonly requests: number; readonly per: number }
  /** Streams break somewhere inside. */
  | { readonly kind: "cut" }
  | { readonly kind: "answers"; readonly fault: FaultName };
