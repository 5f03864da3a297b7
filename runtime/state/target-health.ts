/**
 * How the targets are doing, as this process sees it: a breaker for each, one for each account that several share, one for each
 * host. It changes when an attempt begins, opens or ends; requests only look.
 */
import type { Health } from "../../schemas/state.ts";
import type { FailureClass } from "../../semantics/failures.ts";
import type { Clock } from "../clock.ts";
import type { BreakerScope, Failure } from "../failures.ts";
import { Breaker, type BreakerState, type Ticket } from "./breaker.ts";
import { scopes, verdictOf } from "./verdict.ts";

/** Where a target is asked. */
export interface HealthPlace {
  /** `provider/model` */
  readonly id: string;
  readonly endpoint: { readonly origin: string; readonly account: string };
}

/** A breaker has another state. */
export interface HealthChange {
  /** Whose attempt it was. */
  readonly target: string;
  readonly scope: BreakerScope;
  /** The target, account or host whose state it is. */
  readonly name: string;
  readonly state: BreakerState;
  /** What opened it. */
  readonly class: FailureClass | undefined;
  /** Milliseconds until it is tried again, where it opened. */
  readonly rest: number;
}

/** Told of one attempt at a target. */
export interface HealthWatch {
  opened(): void;
  ended(failure: Failure | undefined): void;
}

interface Named {
  readonly scope: BreakerScope;
  readonly name: string;
  readonly breaker: Breaker;
  /** No target has it any more, but for attempts that are still going on. */
  isGone: boolean;
}

interface Cell extends HealthPlace {
  /** In the order of `scopes`. */
  readonly breakers: readonly Named[];
  isKnown: boolean;
}

export class TargetHealth {
  readonly #clock: Clock;
  readonly #told: (change: HealthChange) => void;
  readonly #cells = new Map<string, Cell>();
  readonly #breakers = new Map<string, Named>();
  /** What rules read: by target, how it is doing when it is asked for. */
  readonly facts: Record<string, Health> = Object.create(null) as Record<string, Health>;
  /** Breakers that are not closed. */
  #troubled = 0;

  constructor(clock: Clock, told: (change: HealthChange) => void = () => {}) {
    this.#clock = clock;
    this.#told = told;
  }

  /** Why it should not be asked while another one can be; `matters`: a failure of this class is no reason to ask nobody else. */
  cause(place: HealthPlace, matters: (failure: FailureClass) => boolean): FailureClass | undefined {
    if (this.#troubled === 0) return undefined;
    const now = this.#clock.now();
    const blocks = ({ breaker }: Named) => breaker.blocks(now) && matters(breaker.cause!);
    return this.#cellOf(place).breakers.find(blocks)?.breaker.cause;
  }

  skips(place: HealthPlace, matters: (failure: FailureClass) => boolean): boolean {
    return this.cause(place, matters) !== undefined;
  }

  /** Nothing is known against it, its account and its host. */
  isSound(place: HealthPlace): boolean {
    return this.#troubled === 0 || this.#cellOf(place).breakers.every(({ breaker }) => breaker.state === "closed");
  }

  /** Milliseconds for which its provider has said that it answers nothing; 0 where it may answer. */
  refuses(place: HealthPlace): number {
    if (this.#troubled === 0) return 0;
    const now = this.#clock.now();
    return Math.max(...this.#cellOf(place).breakers.map(({ breaker }) => breaker.refuses(now)));
  }

  /** Undefined until something is known of the target. */
  health(id: string): Health | undefined {
    const cell = this.#cells.get(id);
    if (!cell?.isKnown) return undefined;
    const now = this.#clock.now();
    if (cell.breakers.some(({ breaker }) => breaker.blocks(now))) return "down";
    return cell.breakers.some(({ breaker }) => breaker.isDegraded(now)) ? "degraded" : "up";
  }

  /** An attempt begins. */
  watch(place: HealthPlace): HealthWatch {
    const cell = this.#cellOf(place);
    const tickets = cell.breakers.map((named) => this.#step(cell, named, (breaker) => breaker.begin()));
    return {
      opened: () => {
        cell.isKnown = true;
        for (const [i, named] of cell.breakers.entries())
          tickets[i] = this.#step(cell, named, (breaker) => breaker.opened(tickets[i]!));
      },
      ended: (failure) => this.#ended(cell, tickets, failure),
    };
  }

  #ended(cell: Cell, tickets: readonly Ticket[], failure: Failure | undefined): void {
    const verdict = verdictOf(failure);
    if (verdict.kind !== "unknown") cell.isKnown = true;
    const now = this.#clock.now();
    const failedAt = verdict.kind === "failed" ? scopes.indexOf(verdict.scope) : -1;
    for (const [i, named] of cell.breakers.entries()) {
      const ticket = tickets[i]!;
      this.#step(cell, named, (breaker) => {
        if (verdict.kind === "well") breaker.succeeded(ticket);
        else if (verdict.kind === "failed" && i === failedAt) breaker.failed(ticket, verdict.failure, now);
        else if (verdict.kind === "failed" && i < failedAt && verdict.answered) breaker.succeeded(ticket);
        else breaker.unknown(ticket, now);
      });
    }
  }

  /** Forgets all others, and the accounts and hosts that are only theirs. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#cells.keys()) {
      if (ids.has(id)) continue;
      this.#cells.delete(id);
      delete this.facts[id];
    }
    const kept = new Set([...this.#cells.values()].flatMap(({ breakers }) => breakers));
    for (const [key, named] of this.#breakers) {
      if (kept.has(named)) continue;
      this.#breakers.delete(key);
      named.isGone = true;
      if (named.breaker.state !== "closed") this.#troubled -= 1;
    }
  }

  /** Tells of the change, where there is one. */
  #step<T>(cell: Cell, named: Named, act: (breaker: Breaker) => T): T {
    const { scope, name, breaker, isGone } = named;
    const before = breaker.state;
    const result = act(breaker);
    const { state } = breaker;
    if (state === before) return result;
    if (isGone) return result;
    if (before === "closed") this.#troubled += 1;
    if (state === "closed") this.#troubled -= 1;
    this.#told({ target: cell.id, scope, name, state, class: breaker.cause, rest: breaker.rest(this.#clock.now()) });
    return result;
  }

  /** By name: what is known of a target outlives its table, unless it is asked elsewhere by then. */
  #cellOf(place: HealthPlace): Cell {
    const known = this.#cells.get(place.id);
    const { origin, account } = place.endpoint;
    if (known?.endpoint.origin === origin && known.endpoint.account === account) return known;
    const names = { host: origin, account, target: place.id };
    const breakers = scopes.map((scope) => this.#breakerOf(scope, names[scope]));
    const cell = { id: place.id, endpoint: { origin, account }, breakers, isKnown: false };
    this.#cells.set(place.id, cell);
    Object.defineProperty(this.facts, place.id, { get: () => this.health(place.id), configurable: true });
    return cell;
  }

  #breakerOf(scope: BreakerScope, name: string): Named {
    const key = `${scope} ${name}`;
    const named = this.#breakers.get(key) ?? { scope, name, breaker: new Breaker(), isGone: false };
    this.#breakers.set(key, named);
    return named;
  }
}
