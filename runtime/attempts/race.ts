/**
 * A race of two tries under one chain: the second begins where the first lets wait, the first that opens wins, and the other is broken
 * off. Loaded where a route of the table hedges.
 */
import { fallsBack } from "../../semantics/failures.ts";
import type { Failure } from "../failures.ts";
import type { Tried } from "./attempt.ts";
import type { Waiting } from "./detours.ts";
import {
  type AttemptsPlan,
  type Failed,
  failedOf,
  limitOf,
  nextOf,
  type Raced,
  type Runner,
  shareOf,
  type Turn,
} from "./run.ts";

/** Settles when one has opened, or when all that have begun have failed. Never rejects. */
export function race<T extends { id: string }, A extends Tried>(
  plan: AttemptsPlan<T, A>,
  first: Runner<T, A>,
  left: readonly Waiting<T>[],
): Promise<Raced<T, A>> {
  return new RaceOfTwo(plan, first, left).ended;
}

class RaceOfTwo<T extends { id: string }, A extends Tried> {
  readonly ended: Promise<Raced<T, A>>;
  readonly #plan: AttemptsPlan<T, A>;
  readonly #first: Runner<T, A>;
  /** When it was seen first. */
  readonly #began: number;
  readonly #running = new Set<Runner<T, A>>();
  readonly #failed: Failed<T>[] = [];
  #left: readonly Waiting<T>[];
  #timer: ReturnType<AttemptsPlan<T, A>["clock"]["after"]> | undefined;
  #resolve!: (raced: Raced<T, A>) => void;

  constructor(plan: AttemptsPlan<T, A>, first: Runner<T, A>, left: readonly Waiting<T>[]) {
    this.#plan = plan;
    this.#first = first;
    this.#left = left;
    this.#began = plan.clock.now();
    this.ended = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const { cancellation, clock, hedge } = plan;
    cancellation.listen((cause) => {
      for (const { attempt } of this.#running) attempt.cancel(cause);
    });
    this.#watch(first);
    const after = hedge?.after(first.target);
    if (after !== undefined) this.#timer = clock.after(after, () => this.#beginBeside());
  }

  #watch(runner: Runner<T, A>): void {
    this.#running.add(runner);
    void runner.attempt.opened.then((failure) => {
      if (!this.#running.delete(runner)) return;
      if (failure) this.#fails(runner, failure);
      else this.#end({ opened: runner.attempt });
    });
  }

  #beginBeside(): void {
    const turn = this.#turnBeside();
    if (!turn || !this.#plan.hedge!.take()) return;
    const { target } = turn.next;
    this.#left = this.#left.filter((waiting) => waiting !== turn.next);
    this.#watch({
      target,
      attempt: this.#plan.begin(target, limitOf(this.#plan, shareOf(turn), this.#plan.firstToken?.(target))),
    });
  }

  /** The next target that is well, may be asked by now, and has time. */
  #turnBeside(): Turn<T> | undefined {
    const { hedge, clock, deadline, skips, detours } = this.#plan;
    if (deadline.passed) return undefined;
    const next = this.#left.find(({ target, at }) => at <= clock.now() && hedge!.trusts(target));
    return next && { ...nextOf(this.#left, skips, detours), next };
  }

  /**
   * As if the two were tried one behind the other: what nothing is to follow ends the first and all behind it; the second ends nothing
   * while the first goes on.
   */
  #fails(runner: Runner<T, A>, failure: Failure): void {
    // What is held for the first may be there again when that has failed.
    if (failure.class === "over-budget" && runner !== this.#first && this.#running.size > 0) {
      this.#left = [{ target: runner.target, at: 0 }, ...this.#left];
      return;
    }
    this.#failed.push(failedOf(this.#plan, runner.target, failure));
    if (this.#running.size > 0 && !(runner === this.#first && this.#isLast(failure))) return;
    const ending = this.#failed.find((failed) => this.#isLast(failed.failure));
    if (this.#failed.some((failed) => failed.failure.class === "deadline")) this.#left = [];
    this.#end(ending && { failure: ending.failure });
  }

  /** The deadline ends the round, not with itself but with what tells most. */
  #isLast({ class: name }: Failure): boolean {
    return name !== "deadline" && !fallsBack(name, this.#plan.fallbackOn);
  }

  #end(end: Raced<T, A>["end"]): void {
    const { clock, cancellation, hedge } = this.#plan;
    clock.cancel(this.#timer);
    const others = [...this.#running];
    this.#running.clear();
    for (const other of others) {
      other.attempt.cancel(lost);
      if (!cancellation.cause) hedge!.lost(other, other === this.#first ? clock.now() - this.#began : undefined);
    }
    if (end && "opened" in end) cancellation.listen((cause) => end.opened.cancel(cause));
    else cancellation.listen();
    this.#resolve({ ...(end && { end }), failed: this.#failed, left: this.#left });
  }
}

/** What the loser ends with. */
const lost: Failure = { class: "cancelled", detail: "another target was quicker" };
