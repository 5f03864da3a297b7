/**
 * What no request does, whichever rule decides it. Places share their plans and routes their bounds, so most of what is
 * excluded at one place is excluded everywhere: then it is searched for once, not at every place of every route.
 */
import { conditionKey } from "../lower/condition-key.ts";
import type { Route } from "../lower/ir.ts";
import type { Costs } from "../plan/cost-term.ts";
import { columnsOf } from "../regions/columns.ts";
import type { Question } from "./question.ts";

export class Never {
  /** By what was asked; whether it is so. */
  readonly #known = new Map<string, boolean>();

  get(key: string): boolean | undefined {
    return this.#known.get(key);
  }

  set(key: string, isNever: boolean): void {
    this.#known.set(key, isNever);
  }
}

/**
 * Equal keys are questions that have a request at some place of the one route when they have one at some place of the other;
 * undefined for those that ask about rules alone.
 */
export function neverKey(
  route: Route,
  admissionKey: string,
  { extra, outside = [], costs = noCosts }: Question,
): string | undefined {
  if (!extra) return undefined;
  const asked = [extra, ...outside];
  const isAboutRoute = [...columnsOf(asked).keys()].some((key) => /(^|\0)(route|model)\b/.test(key));
  return JSON.stringify([
    isAboutRoute && route.name,
    route.max,
    admissionKey,
    asked.map(conditionKey),
    costsKey(costs),
  ]);
}

const noCosts: Costs = new Map();
const keys = new WeakMap<Costs, string>();

export function costsKey(costs: Costs): string {
  const key = keys.get(costs) ?? JSON.stringify([...costs]);
  keys.set(costs, key);
  return key;
}
