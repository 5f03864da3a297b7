/** The requests that have the same value of a fact, as a strategy keeps them together. */
import type { PlanOrder, TableSticky } from "../schemas/table-order.ts";
import { sampleOf } from "./facts/sample.ts";
import { reachedBy } from "./order-parts.ts";

export type StickyOrder = Extract<PlanOrder, { sticky?: unknown }>;

/** A request is answered where its group is, where it has none yet, or elsewhere. */
export type Stay = "kept" | "new" | "moved";

export interface StickyTargets {
  /** `provider/model` of a target. */
  id(target: number): string;
  /** The target that last answered a group, by the group's key; undefined where none did of late. */
  kept(key: string): string | undefined;
}

export class StickyGroup {
  /** Names the strategy, by its targets, and the value. */
  readonly key: string;
  /** Milliseconds that its target is remembered after each request; absent: it follows from the value. */
  readonly lifetime: number | undefined;
  /** Targets of the part that the group goes to, where one can serve this request. */
  home: readonly number[] | undefined;
  /** It has a target, which cannot serve this request. */
  isAway = false;
  /** All of the strategy that can serve this request. */
  among: readonly number[] = [];
  readonly #value: string;
  readonly #targets: StickyTargets;

  constructor(order: StickyOrder, { by, lifetime }: TableSticky, value: string, targets: StickyTargets) {
    this.lifetime = lifetime;
    this.#value = value;
    this.#targets = targets;
    this.key = lifetime === undefined ? "" : `${namesOf(order, targets)}\n${by}\n${value}`;
  }

  /** The parts, each as its targets, in the order for this group; `parts` come as the strategy itself orders them. */
  ordered(parts: readonly (readonly number[])[]): (readonly number[])[] {
    this.among = parts.flat();
    return this.lifetime === undefined ? this.#byHash(parts) : this.#homeFirst(parts);
  }

  /** What it means for the group that a target answers this request; undefined where it is none of the strategy's. */
  answeredBy(id: string): Stay | undefined {
    const isIts = (target: number) => this.#targets.id(target) === id;
    if (!this.among.some(isIts)) return undefined;
    if (this.home?.some(isIts)) return "kept";
    return this.home || this.isAway ? "moved" : "new";
  }

  /** Each part has its own hash of the value: one that goes leaves all others where they are. */
  #byHash(parts: readonly (readonly number[])[]): (readonly number[])[] {
    const ranked = parts.map((targets) => ({
      targets,
      rank: sampleOf(`${this.#value}\0${this.#targets.id(targets[0]!)}`),
    }));
    ranked.sort((a, b) => b.rank - a.rank);
    this.home = ranked[0]?.targets;
    return ranked.map(({ targets }) => targets);
  }

  #homeFirst(parts: readonly (readonly number[])[]): (readonly number[])[] {
    const id = this.#targets.kept(this.key);
    if (id === undefined) return [...parts];
    this.home = parts.find((targets) => targets.some((target) => this.#targets.id(target) === id));
    this.isAway = this.home === undefined;
    return this.home ? [this.home, ...parts.filter((targets) => targets !== this.home)] : [...parts];
  }
}

const names = new WeakMap<object, string>();

function namesOf(order: StickyOrder, targets: StickyTargets): string {
  const known = names.get(order);
  if (known !== undefined) return known;
  const found = [...new Set(reachedBy(order))].map((target) => targets.id(target)).join(" ");
  names.set(order, found);
  return found;
}
