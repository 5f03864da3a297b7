/** How requests enter under the limits of one table, and leave. */
import { randomUUID } from "node:crypto";
import type { Table } from "../../../schemas/table.ts";
import type { Endpoint } from "../../endpoints/endpoint.ts";
import type { LimitsTold } from "../../endpoints/limits-told.ts";
import { limitHeaders, tighter } from "../../endpoints/limits-told.ts";
import { headerText } from "../../http/header-text.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Refusal } from "../../refusal.ts";
import type { LimitKeeper, TakenFrom } from "../../state/limits/limit-keeper.ts";
import type { Room } from "../../state/store/limits.ts";
import type { Plan } from "../plan.ts";
import type { TargetsQuestion } from "../planned-targets.ts";
import { refusals } from "../refusals.ts";
import { standIn } from "../stand-in.ts";
import type { Entered, Limiting, Used } from "./limiting.ts";
import { fullOf, missingOf } from "./refused-by-limit.ts";
import {
  type MetLimit,
  type MetPlace,
  type MetRate,
  placesOf,
  type RateName,
  ratesOf,
  TableLimits,
  Taken,
} from "./table-limits.ts";

export class TableLimiting implements Limiting {
  readonly #limits: TableLimits;
  readonly #keeper: LimitKeeper;

  constructor(table: Pick<Table, "limits" | "routes">, keeper: LimitKeeper) {
    this.#limits = new TableLimits(table);
    this.#keeper = keeper;
  }

  limit<R extends Asked>(plan: Plan<R>, asked: TargetsQuestion): void {
    const { limited } = asked.question.plan;
    if (!limited) return;
    plan.limited = (limit) => {
      const action = Object.hasOwn(limited, limit) ? limited[limit] : undefined;
      if (action === undefined) return undefined;
      if ("reject" in action) return refusals.rejected(action.reject.status, action.reject.message);
      const instead = standIn(plan, action, asked);
      return instead && { ...instead, ...(plan.standIn && { standIn: plan.standIn }) };
    };
  }

  async enter<R extends Asked>(first: Plan<R>, endpoint: Endpoint<R>): Promise<Entered<R>> {
    const all = this.#limits.metBy(first);
    if (all.length === 0) return { plan: first, leave: () => {} };
    const missing = all.find(({ definition, owner }) => owner === undefined && definition.missing === undefined);
    if (missing) return { refusal: missingOf(missing.definition) };
    const id = randomUUID();
    let [plan, met]: [Plan<R>, readonly MetLimit[]] = [first, all];
    const names: string[] = [];
    for (;;) {
      const taken = new Taken(plan);
      const rates = ratesOf(met, taken);
      const places = placesOf(met, id, this.#keeper.expiry());
      const asked = { rates: rates.map(({ asked }) => asked), places: places.map(({ asked }) => asked) };
      const { outcome, from } = await this.#keeper.take(asked);
      if (outcome.kind === "taken") {
        const led = plan === first ? {} : { [LIMITED]: headerText(names.join(", ")) };
        plan.told = { ...this.#told(endpoint, toldOf(rates, outcome.left)), ...led };
        // What stands in for either is made of the first.
        first.told = plan.told;
        return { plan, leave: (served) => this.#leave({ rates, places, from }, served) };
      }
      const full: MetRate | MetPlace = rates[outcome.index] ?? places[outcome.index - rates.length]!;
      const instead = first.limited?.(full.limit.definition.name);
      if (instead === undefined || "status" in instead) {
        const headers = "name" in full ? this.#told(endpoint, toldOf([full], [outcome.room])) : {};
        return { refusal: withHeaders(instead ?? fullOf(full, outcome.wait), headers) };
      }
      // What goes on with another plan is not counted in the limit that is full; one plan is enough.
      if (plan === first) plan = instead;
      names.push(full.limit.definition.name);
      met = met.filter((limit) => limit !== full.limit);
    }
  }

  #told<R extends Asked>(endpoint: Endpoint<R>, told: LimitsTold): Record<string, string> {
    return endpoint.limitHeaders?.(told, this.#keeper.now) ?? limitHeaders(told);
  }

  #leave(taken: Left, served: Used | undefined): void {
    if (taken.places.length > 0) this.#keeper.leave(taken.places[0]!.asked.id, taken.from);
    const corrections = taken.rates.flatMap(({ name, asked }) => {
      const used = usedOf(name, asked.amount, served);
      return used === asked.amount ? [] : [{ ...asked, amount: used - asked.amount }];
    });
    if (corrections.length > 0) this.#keeper.correct(corrections, taken.from);
  }
}

/** The limits that are full, where another plan serves for that. */
const LIMITED = "x-pointsman-limited";

interface Left {
  readonly rates: readonly MetRate[];
  readonly places: readonly MetPlace[];
  readonly from: TakenFrom;
}

/** What nobody has counted stays as it was taken, but for a request that no target has answered. */
function usedOf(name: RateName, taken: number, served: Used | undefined): number {
  if (name === "requests") return taken;
  const { usage, target } = served ?? {};
  if (usage) return name === "inputTokens" ? usage.input : usage.output;
  return target ? taken : 0;
}

function toldOf(rates: readonly MetRate[], left: readonly Room[]): LimitsTold {
  const told: { -readonly [K in keyof LimitsTold]: LimitsTold[K] } = {};
  for (const [i, { name, asked }] of rates.entries())
    told[name] = tighter(told[name], { most: asked.most, ...left[i]! });
  return told;
}

function withHeaders(refusal: Refusal, headers: Record<string, string>): Refusal {
  return { ...refusal, headers: { ...refusal.headers, ...headers } };
}
