/** What is written down of requests and of what their attempts cost, for the ledger of use. */
import type { Table } from "../../../schemas/table.ts";
import type { AttemptRecord } from "../../attempts/run.ts";
import type { Clock } from "../../clock.ts";
import type { UsageFigures, UsagePlace } from "../../state/store/usage-ledger.ts";
import { nothing } from "../../state/store/usage-sums.ts";
import { dayOf } from "../../state/usage/days.ts";
import type { ReadyTarget } from "../ready-targets.ts";
import type { Charged } from "../spending/attempt-charge.ts";
import type { AttemptsUse } from "../spending/request-spending.ts";

/** Where it is written. */
export interface Ledger {
  add(place: UsagePlace, figures: UsageFigures): void;
}

/** Whose request it is; undefined where that is not known. */
export interface Asker {
  readonly id?: string | undefined;
  readonly team?: string | undefined;
}

/** What decided it. */
export interface Decided {
  readonly route?: string | undefined;
  readonly rule?: string | undefined;
}

export class UseBook {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  /** By target, where it has one. */
  readonly #families: ReadonlyMap<string, string>;

  constructor(ledger: Ledger, clock: Clock, targets: Table["targets"]) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#families = new Map(targets.flatMap(({ id, family }) => (family === undefined ? [] : [[id, family]])));
  }

  /** Of a client: it is counted once, where it was answered, else where it was asked last. `answered`: name of a target. */
  request(asker: Asker, decided: Decided, answered: string | undefined, tried: readonly AttemptRecord[]): void {
    const last = tried.findLast(({ failure }) => !failure?.unsent)?.target;
    this.#ledger.add(this.#place(asker, decided, answered ?? last), { ...nothing, requests: 1 });
  }

  /** Of one request, and of what is asked for its sake. */
  attempts(asker: Asker, decided: Decided = {}): AttemptsUse {
    return {
      charged: ({ id }: ReadyTarget, charge: Charged) => {
        if (charge.cost === 0 && !charge.usage && !charge.isUnpriced) return;
        this.#ledger.add(this.#place(asker, decided, id), figuresOf(charge));
      },
    };
  }

  #place(asker: Asker, decided: Decided, target = ""): UsagePlace {
    const slash = target.indexOf("/");
    return {
      day: dayOf(this.#clock.date()),
      key: asker.id ?? "",
      team: asker.team ?? "",
      route: decided.route ?? "",
      rule: decided.rule ?? "",
      provider: target.slice(0, Math.max(0, slash)),
      model: target.slice(slash + 1),
      family: this.#families.get(target) ?? "",
    };
  }
}

function figuresOf({ cost, unsettled, usage, isUnpriced }: Charged): UsageFigures {
  return {
    ...nothing,
    input: whole(usage?.input),
    cacheRead: whole(usage?.cacheRead),
    cacheWrite: whole(usage?.cacheWrite),
    output: whole(usage?.output),
    reasoning: whole(usage?.reasoning),
    cost: whole(cost * 1_000),
    unsettled: whole(unsettled * 1_000),
    unpriced: isUnpriced ? 1 : 0,
  };
}

/** What a provider says may be any number; estimates are no whole ones. */
function whole(figure: number | undefined): number {
  const rounded = Math.round(figure ?? 0);
  return Number.isSafeInteger(rounded) && rounded > 0 ? rounded : 0;
}
