/** How many places of a day are told apart: keys and rules are many where a program makes them, and a ledger is kept for long. */
import type { UsagePlace } from "../store/usage-ledger.ts";
import { placeOf } from "../store/usage-sums.ts";

/** In place of a key, a rule or a team that is one too many. */
export const OTHER = "(other)";

/** Of one day, by one process. */
export const MOST_PLACES = 10_000;

export interface NamedPlace {
  /** The same for the same place. */
  readonly name: string;
  readonly place: UsagePlace;
}

export class BoundedPlaces {
  readonly #most: number;
  readonly #known = new Set<string>();
  #day = "";

  constructor(most: number = MOST_PLACES) {
    this.#most = most;
  }

  /** Itself, while there is room for it; then without its key and rule, and when those are too many as well, without its team. */
  of(place: UsagePlace): NamedPlace {
    if (place.day > this.#day) {
      this.#day = place.day;
      this.#known.clear();
    }
    return (
      this.#within(place, this.#most) ?? this.#within(withoutKey(place), 2 * this.#most) ?? named(withoutTeam(place))
    );
  }

  #within(place: UsagePlace, most: number): NamedPlace | undefined {
    const found = named(place);
    if (!this.#known.has(found.name)) {
      if (this.#known.size >= most) return undefined;
      this.#known.add(found.name);
    }
    return found;
  }
}

export function withoutTeam(place: UsagePlace): UsagePlace {
  return { ...withoutKey(place), team: OTHER };
}

export function named(place: UsagePlace): NamedPlace {
  return { name: placeOf(place), place };
}

function withoutKey(place: UsagePlace): UsagePlace {
  return { ...place, key: OTHER, rule: OTHER };
}
