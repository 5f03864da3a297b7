/** What a gateway counts of itself where that is switched on: one registry, which observers write to. */
import type { FailureClass } from "../../semantics/failures.ts";
import { type Counter, Registry } from "./registry.ts";

export interface BreakerTurn {
  readonly target: string;
  readonly scope: string;
  readonly state: string;
  readonly class: FailureClass | undefined;
}

export interface CanaryTurn {
  readonly name: string;
  readonly state: string;
  readonly reason: string;
}

export class Metrics {
  readonly registry: Registry = new Registry();
  readonly #breakers: Counter;
  readonly #canaries: Counter;
  readonly #caches: Counter;

  constructor() {
    this.#breakers = this.registry.counter(
      "pointsman_breaker_transitions_total",
      "Breakers that took another state, by the target whose attempt it was, what is skipped, the state and the failure.",
    );
    this.#canaries = this.registry.counter(
      "pointsman_canary_turns_total",
      "Canaries that went back or on again, by what turned them.",
    );
    this.#caches = this.registry.counter(
      "pointsman_cache_requests_total",
      "Requests of routes with a cache, by what it did: a tier that answered, miss, or off.",
    );
  }

  cache(route: string, result: string): void {
    this.#caches.add({ route, result });
  }

  breaker({ target, scope, state, class: failure }: BreakerTurn): void {
    this.#breakers.add({ target, scope, state, error_type: failure ?? "" });
  }

  canary({ name, state, reason }: CanaryTurn): void {
    this.#canaries.add({ canary: name, state, reason });
  }
}
