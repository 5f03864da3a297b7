/** What the providers of one policy have in common: what they sell, what goes wrong with them, and what they got. */
import type { Bill } from "../bill/bill.ts";
import type { Json } from "../bill/read-json.ts";
import type { WireModel, WireProvider } from "../policy/world.ts";
import type { Says, WireAsk } from "./dialects/dialect.ts";

/** `refused`: its port is closed. The others are answers, or what is left of them. */
export type Fault =
  | "refused"
  | "429"
  | "500"
  | "503"
  | "529"
  | "401"
  | "400"
  | "silence"
  | "truncated"
  | "malformed"
  | "slow";

/** One request as a provider got it. */
export interface WireRecord {
  readonly provider: WireProvider;
  /** Absent: the provider has no model of that name. */
  readonly model?: WireModel;
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly text: string;
  /** Absent: it is no JSON. */
  readonly body?: Json;
  /** Absent: its URL is none of the provider's. */
  readonly ask?: WireAsk;
  /** What the provider asks for it; absent where it refused. */
  readonly bill?: Bill;
  /** Tokens, where it was asked to count; that costs nothing. */
  readonly counted?: number;
  /** What the model answers; there where `bill` is. */
  readonly says?: Says;
  readonly fault?: Fault;
  /** It was more than the model takes. */
  readonly isTooLong?: boolean;
}

export interface Desk {
  readonly models: readonly WireModel[];
  /** Of one account. */
  readonly keys: Readonly<Record<string, string>>;
  readonly seed: number;
  now(): Date;
  /** What goes wrong with the request of this marker there. */
  fault(marker: string, provider: WireProvider, model: WireModel | undefined): Fault | undefined;
  add(marker: string, record: WireRecord): void;
}
