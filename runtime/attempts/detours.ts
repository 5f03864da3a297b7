/**
 * What is left to try where a failure leads to other targets than the next one: by its class, in place of the rest of the plan. No
 * target is tried twice in a round, so that ways which lead back to each other end.
 */
import { MOST_ATTEMPTS } from "../../semantics/attempts.ts";
import type { FailureClass } from "../../semantics/failures.ts";

/** Targets that a failure leads to; the same object for all failures that lead there. */
export interface Leg<T> {
  readonly targets: readonly T[];
  /** What the policy calls them. */
  readonly name: string;
}

export interface Elsewhere<T> {
  /** Undefined where the next target follows. */
  leg(failure: FailureClass): Leg<T> | undefined;
  /** Where targets lead to that are down. */
  outages(): readonly Leg<T>[];
}

export interface Waiting<T> {
  readonly target: T;
  /** When it may be asked. */
  readonly at: number;
}

export interface DetoursTerms<T> {
  readonly elsewhere: Elsewhere<T>;
  /** Why a target is passed over, where it is known to be down just now. */
  cause(target: T): FailureClass | undefined;
  /** A failure of the target has led there. */
  led(target: T, leg: Leg<T>): void;
}

/** One that was passed over. */
interface Held<T> extends Waiting<T> {
  /** Where it stood. */
  readonly leg: Leg<T> | undefined;
  /** What stood behind it, where its failure leads elsewhere. */
  readonly rest: readonly Waiting<T>[];
}

/** Of one request. */
export class Detours<T> {
  readonly #terms: DetoursTerms<T>;
  /** In any round. */
  readonly #known = new Set<T>();
  readonly #tried = new Set<T>();
  #leg: Leg<T> | undefined;
  /** They are tried when nothing else is left. */
  #held: Held<T>[] = [];
  #isLast = false;
  begun = 0;

  /** Nothing is passed over any more. */
  get isLast(): boolean {
    return this.#isLast;
  }

  constructor(terms: DetoursTerms<T>) {
    this.#terms = terms;
  }

  /** `passes`: targets that are down are passed over. */
  beginRound(passes: boolean): void {
    this.#tried.clear();
    this.#leg = undefined;
    this.#held = [];
    this.#isLast = !passes;
  }

  /** What is left, with a target in front that is up, or else one that is down. A target that is down leads where its failure does. */
  line(left: readonly Waiting<T>[]): readonly Waiting<T>[] {
    let line = left;
    while (line.length > 0 && !this.#isLast) {
      const [first, ...rest] = line as [Waiting<T>, ...Waiting<T>[]];
      const cause = this.#terms.cause(first.target);
      if (cause === undefined) return line;
      const leg = this.#leg;
      const other = this.#behind(cause, rest);
      this.#held.push({ ...first, leg, rest: other ? rest : [] });
      line = (other ?? rest).filter(({ target }) => target !== first.target);
    }
    return line.length > 0 ? line : this.#last();
  }

  /** One that was passed over, as if it had its turn now. */
  #last(): readonly Waiting<T>[] {
    // What stood behind another one may have been asked with it.
    this.#held = this.#held.filter(({ target }) => !this.#tried.has(target));
    const held = this.#held.shift();
    if (!held) return [];
    this.#isLast = true;
    this.#leg = held.leg;
    return [held, ...held.rest.filter(({ target }) => !this.#tried.has(target))];
  }

  /** Targets that share the time with those that are left. */
  shares(left: readonly Waiting<T>[]): { behind: number; held: number } {
    const behind = new Set(this.#terms.elsewhere.outages().flatMap(({ targets }) => targets));
    for (const target of this.#tried) behind.delete(target);
    for (const { target } of [...left, ...this.#held]) behind.delete(target);
    return { behind: behind.size, held: this.#held.length };
  }

  /** It has been asked. */
  tried(target: T): void {
    if (this.#tried.has(target)) return;
    this.begun++;
    this.#known.add(target);
    this.#tried.add(target);
  }

  /** What is left after its failure. */
  after(target: T, failure: FailureClass, left: readonly Waiting<T>[]): readonly Waiting<T>[] {
    this.tried(target);
    const other = this.#behind(failure, left);
    if (other) this.#terms.led(target, this.#leg!);
    return other ?? left;
  }

  /** Undefined where the next target follows, as it does for failures that lead where the request is already. */
  #behind(failure: FailureClass, left: readonly Waiting<T>[]): Waiting<T>[] | undefined {
    const leg = this.#terms.elsewhere.leg(failure);
    if (!leg || leg === this.#leg) return undefined;
    this.#leg = leg;
    const held = new Set(this.#held.map(({ target }) => target));
    const waiting = leg.targets.flatMap((target): Waiting<T>[] => {
      if (this.#tried.has(target) || held.has(target)) return [];
      const again = left.find((one) => one.target === target);
      return again ? [again] : this.#known.has(target) ? [] : [{ target, at: 0 }];
    });
    return waiting.slice(0, Math.max(0, MOST_ATTEMPTS - this.begun));
  }
}
