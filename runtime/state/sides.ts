/** The sides on which requests can fall by a table: of its splits, and of its canaries. Those that a later table has, too, go on counting. */
import type { Table, TableAction } from "../../schemas/table.ts";
import type { PlanOrder } from "../../schemas/table-order.ts";
import type { FellOn, SplitOrder } from "../../semantics/fell-on.ts";
import { partsOf } from "../../semantics/order-parts.ts";
import type { Clock } from "../clock.ts";
import { Canaries, type CanaryPorts } from "./canaries.ts";
import { Fall } from "./fall.ts";
import { Side, type SideName } from "./side.ts";

export class Sides {
  readonly canaries: Canaries;
  readonly #clock: Clock;
  /** By what each is called. */
  readonly #sides = new Map<string, Side>();
  /** By route, of each split. */
  readonly #ofSplits = new Map<string, Map<SplitOrder, Side[]>>();
  /** By route and canary: in it, and beside. */
  readonly #ofCanaries = new Map<string, readonly [Side, Side]>();

  constructor(table: Table, before: Sides | undefined, ports: CanaryPorts) {
    this.#clock = ports.clock;
    this.canaries = new Canaries(table, before?.canaries, ports);
    for (const { name: route, rules, otherwise } of table.routes) {
      const splits = new Map<SplitOrder, Side[]>();
      this.#ofSplits.set(route, splits);
      for (const action of [...rules.map((rule) => rule.action), otherwise]) {
        this.#add(route, action, table, { splits, before });
      }
    }
  }

  all(): Side[] {
    return [...this.#sides.values()];
  }

  fall(route: string, { splits, canary }: FellOn): Fall {
    const found = splits.flatMap(({ split, side }) => this.#ofSplits.get(route)?.get(split)?.[side] ?? []);
    if (!canary) return new Fall([...new Set(found)], undefined, this.#clock);
    const [inside, beside] = this.#ofCanaries.get(`${route}\n${canary.index}`) ?? [];
    const own = canary.isIn ? inside : beside;
    if (own) found.push(own);
    return new Fall([...new Set(found)], canary.isIn ? this.canaries.at(canary.index) : undefined, this.#clock);
  }

  #add(route: string, action: TableAction, table: Table, known: Known): void {
    if (!("plan" in action)) return;
    const { order, canary, spent = {} } = table.plans[action.plan]!;
    const id = (target: number) => table.targets[target]!.id;
    for (const split of [...splitsIn(order), ...(canary ? splitsIn(canary.order) : [])]) {
      const sides = split.split.map((part) => labelOf(part.of, id));
      const of = labelOf(split, id);
      known.splits.set(
        split,
        sides.map((side) => this.#side({ route, of, side }, known.before)),
      );
    }
    if (canary) {
      const of = table.canaries![canary.canary]!.name;
      const [inside, beside] = ["candidate", "others"].map((side) => this.#side({ route, of, side }, known.before));
      this.#ofCanaries.set(`${route}\n${canary.canary}`, [inside!, beside!]);
    }
    for (const each of Object.values(spent)) this.#add(route, each, table, known);
  }

  #side(name: SideName, before: Sides | undefined): Side {
    const key = JSON.stringify(name);
    const earlier = before ? before.#sides.get(key) : undefined;
    const side = this.#sides.get(key) ?? earlier ?? new Side(name);
    this.#sides.set(key, side);
    return side;
  }
}

interface Known {
  readonly splits: Map<SplitOrder, Side[]>;
  readonly before: Sides | undefined;
}

function splitsIn(order: PlanOrder): SplitOrder[] {
  if (typeof order === "number") return [];
  return [...("split" in order ? [order] : []), ...partsOf(order).flatMap(splitsIn)];
}

/** `a/x > b/y` for a chain, else what it is and of what. */
function labelOf(order: PlanOrder, id: (target: number) => string): string {
  if (typeof order === "number") return id(order);
  const parts = partsOf(order).map((part) => labelOf(part, id));
  return "chain" in order ? parts.join(" > ") : `${Object.keys(order)[0]}(${parts.join(", ")})`;
}
