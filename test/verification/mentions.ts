/**
 * What a policy asks about requests, noted while it is written: where numbers are cut, which strings are named. Requests
 * that differ in nothing of it are the same to the policy.
 */
import { nextDouble } from "../../compiler/lower/interval.ts";

export interface AskedOfString {
  readonly equals: Set<string>;
  readonly starts: Set<string>;
  readonly ends: Set<string>;
  readonly includes: Set<string>;
}

export class Mentions {
  /** By string fact. */
  readonly strings: Map<string, AskedOfString> = new Map();
  /** By number fact: where a cell begins. */
  readonly cuts: Map<string, Set<number>> = new Map();
  readonly flags: Set<string> = new Set();
  readonly tags: Set<string> = new Set();
  readonly text: AskedOfString = asked();
  /** By the pattern's source: a text that matches it, and as little else as can be. */
  readonly patterns: Map<string, { pattern: RegExp; example: string }> = new Map();
  /** By the fact that is sampled. */
  readonly samples: Map<string, Set<number>> = new Map();
  /** That the hour is asked in, or the day. */
  readonly zones: Set<string> = new Set();
  readonly zoneDays: Set<string> = new Set();
  readonly health: Set<string> = new Set();
  /** USD that something is held to, in rules. */
  readonly costLimits: Set<number> = new Set();
  /** What requests cost matters. */
  costs = false;
  /** What a request costs depends on its time. */
  clock = false;
  /** What the policy fixes in place of the client's parameters. */
  readonly fixedOutputs: Set<number> = new Set();
  readonly fixedTiers: Set<string> = new Set();
  /** Targets of plans that matter. */
  readonly targets: Set<string> = new Set();

  string(fact: string): AskedOfString {
    const known = this.strings.get(fact) ?? asked();
    this.strings.set(fact, known);
    return known;
  }

  /** Cells begin at these. */
  cut(fact: string, ...at: number[]): void {
    const known = this.cuts.get(fact) ?? new Set();
    this.cuts.set(fact, known);
    for (const value of at) known.add(value);
  }

  /** A comparison of a whole number. */
  compareWhole(fact: string, value: number): void {
    this.cut(fact, Math.ceil(value), Math.floor(value) + 1);
  }

  /** A comparison of any double. */
  compareDouble(fact: string, value: number): void {
    this.cut(fact, value, nextDouble(value));
  }

  sample(by: string, ...at: number[]): void {
    const known = this.samples.get(by) ?? new Set();
    this.samples.set(by, known);
    for (const value of at) known.add(value);
  }

  /** A comparison with a value's own sample: the cells are that sample alone, and what is beside it. */
  exactSample(by: string, at: number): void {
    this.sample(by, at, nextDouble(at));
  }
}

function asked(): AskedOfString {
  return { equals: new Set(), starts: new Set(), ends: new Set(), includes: new Set() };
}
