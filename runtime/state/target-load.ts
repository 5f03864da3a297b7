import type { LoadView } from "../../semantics/plan-targets.ts";
import { type Clock, systemClock } from "../clock.ts";
import { Latency } from "./latency.ts";
import { StickyMemory } from "./sticky-memory.ts";

interface Load {
  open: number;
  turn: number;
}

/** How busy and how quick each target is, as this process sees it. By `provider/model`. */
export class TargetLoad implements LoadView {
  readonly #clock: Clock;
  readonly #loads = new Map<string, Load>();
  /** By target or tier: what rules read. */
  readonly latency: Record<string, Latency> = Object.create(null) as Record<string, Latency>;
  readonly sticky: StickyMemory;
  #turn = 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.sticky = new StickyMemory(clock);
  }

  open(id: string): number {
    return this.#loads.get(id)?.open ?? 0;
  }

  turn(id: string): number {
    return this.#loads.get(id)?.turn ?? 0;
  }

  firstToken(id: string, stream: boolean): number | undefined {
    if (!Object.hasOwn(this.latency, id)) return undefined;
    const { firstToken, total } = this.latency[id]!;
    // One of the two says more than nothing of the other.
    return stream ? (firstToken.rank() ?? total.quantile(0.5)) : (total.rank() ?? firstToken.quantile(0.5));
  }

  kept(key: string): string | undefined {
    return this.sticky.kept(key);
  }

  /** Milliseconds in which a share `q` of a target's streams began of late, or of its other answers came; undefined before the first one. */
  quantile(id: string, q: number, stream: boolean): number | undefined {
    return Object.hasOwn(this.latency, id) ? this.latency[id]![stream ? "firstToken" : "total"].quantile(q) : undefined;
  }

  /** A request goes to a target. */
  began(id: string): void {
    const load = this.#of(id);
    load.open += 1;
    this.#turn += 1;
    load.turn = this.#turn;
  }

  ended(id: string): void {
    this.#of(id).open -= 1;
  }

  /** Of a target or a tier. */
  latencyOf(name: string): Latency {
    if (!Object.hasOwn(this.latency, name)) this.latency[name] = new Latency(this.#clock);
    return this.latency[name]!;
  }

  /** Forgets all others, but for those that are being asked. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, { open }] of this.#loads) if (open === 0 && !ids.has(id)) this.#loads.delete(id);
    this.sticky.keepOnly(ids);
    // Tiers stay: they are few, and their names have no slash.
    for (const name of Object.keys(this.latency)) if (name.includes("/") && !ids.has(name)) delete this.latency[name];
  }

  #of(id: string): Load {
    const known = this.#loads.get(id);
    if (known) return known;
    const load: Load = { open: 0, turn: 0 };
    this.#loads.set(id, load);
    return load;
  }
}
