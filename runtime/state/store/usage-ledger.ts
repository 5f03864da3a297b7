/** What was used, per day. */
export interface UsageLedger {
  /** Added to what is there, in one step, and once: an addition that is there already, within a day, changes nothing. */
  add(addition: UsageAddition): Promise<void>;
  /** Summed by the columns that are asked for, largest cost first. */
  sums(asked: UsageAsked): Promise<readonly UsageSum[]>;
  /** Forgets days before this one. */
  trim(before: string): Promise<void>;
  /** How much there is. */
  extent(): Promise<UsageExtent>;
}

export interface UsageExtent {
  /** Of all days. */
  readonly rows: number;
  /** The first day and the last that have any. */
  readonly days?: readonly [first: string, last: string] | undefined;
}

export interface UsageAddition {
  /** Who adds, one after the other: a name that nobody else has. */
  readonly writer: string;
  /** Larger than that of the writer's addition before; the same where that is made again. */
  readonly turn: number;
  readonly rows: readonly UsageRow[];
}

/** By what use is told apart; each bounded in number by the policy or by the keys. Empty where there is none. */
export interface UsagePlace {
  /** In UTC, as 2026-11-27. */
  readonly day: string;
  readonly key: string;
  readonly team: string;
  readonly route: string;
  readonly rule: string;
  readonly provider: string;
  readonly model: string;
  readonly family: string;
}

export interface UsageFigures {
  readonly requests: number;
  /** Tokens, each part of the one before it where the name says so: cached and written input are input, reasoning is output. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
  /** Nano-USD, whole: finer than what budgets are kept in, so that small requests add up. */
  readonly cost: number;
  /** Of the cost: charged without a bill. */
  readonly unsettled: number;
  /** Attempts whose cost is more than what is counted: a price is not known. */
  readonly unpriced: number;
  readonly cacheHits: number;
}

export type UsageRow = UsagePlace & UsageFigures;

export interface UsageAsked {
  readonly by: readonly (keyof UsagePlace)[];
  /** Days, both included. */
  readonly from: string;
  readonly to: string;
}

/** The columns that were asked for, and the figures of their rows together. */
export type UsageSum = Partial<UsagePlace> & UsageFigures;
