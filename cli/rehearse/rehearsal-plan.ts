/** What is rehearsed, with every default filled in. */
import type { Speed } from "../../simulator/clocked/pace-of.ts";
import type { TimedFault } from "../../simulator/clocked/timed-fault.ts";

export interface RehearsalPlan {
  readonly faults: readonly TimedFault[];
  readonly load: Load;
  /** By `default`, provider or `provider/model`. */
  readonly speeds: Readonly<Record<string, Speed>>;
  readonly thresholds: readonly Threshold[];
  readonly seed: number;
  readonly at: Date;
}

export interface Load {
  /** Requests in so many milliseconds, as it was written. */
  readonly rate: { readonly requests: number; readonly per: number; readonly text: string };
  /** Milliseconds. */
  readonly duration: number;
  readonly kinds: readonly RequestKind[];
}

/** One kind of request; of every list one member is drawn for each. */
export interface RequestKind {
  readonly route: string;
  readonly operation: "chat" | "embeddings";
  readonly share: number;
  /** Of the requests, from 0 to 1. */
  readonly streams: number;
  /** Undefined: it is not said. */
  readonly metadata: Readonly<Record<string, readonly (string | undefined)[]>>;
  readonly inputTokens: readonly number[];
  readonly outputTokens: readonly number[];
  readonly key: { readonly team?: string; readonly env?: string; readonly tags: string[] };
}

/** What must hold under the faults: a measure and its bound, of shares or milliseconds. */
export interface Threshold {
  readonly measure: ThresholdName;
  readonly bound: number;
  /** As it was written. */
  readonly text: string;
}

export type Latency = "firstToken" | "total";
export type Quantile = "p50" | "p95" | "p99";
export type ThresholdName = "success" | "costIncrease" | `${Latency}.${Quantile}`;

export const defaultSpeed: Speed = { firstToken: 600, tokensPerSecond: 80, promptTokensPerSecond: 8_000 };
