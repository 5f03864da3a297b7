import type { LimitWindow } from "../../schemas/policy-limit.ts";
import type { Value } from "../load/value.ts";
import { lowerFactName } from "./fact-name.ts";
import type { Limit } from "./ir.ts";
import { defined, type Entry, field, items, number, text } from "./read.ts";
import { lowerAction, type Names } from "./strategy.ts";

/** Nothing where what it is for cannot be read; that is a finding. */
export function lowerLimit({ name, value, origin }: Entry, names: Names): Limit[] {
  const perValue = field(value, "per");
  const per = perValue && lowerFactName(perValue, names.facts);
  const rates = ratesOf(value);
  const concurrency = number(field(value, "concurrency"));
  if (per === undefined || (rates === undefined) === (concurrency === undefined)) return [];
  const routes = field(value, "routes") && [
    ...new Set(items(field(value, "routes")).flatMap((item) => text(item) ?? [])),
  ];
  const isPooled = text(field(value, "missing")) === "pool" ? (true as const) : undefined;
  const exhaustedValue = field(value, "exhausted");
  const exhausted = exhaustedValue && lowerAction(exhaustedValue, names);
  return [{ name, per, ...defined({ rates, concurrency, routes: routes?.sort(), isPooled, exhausted }), origin }];
}

function ratesOf(value: Value): Limit["rates"] {
  const window = text(field(value, "window")) as LimitWindow | undefined;
  const amounts = defined({
    requests: number(field(value, "requests")),
    inputTokens: number(field(value, "inputTokens")),
    outputTokens: number(field(value, "outputTokens")),
  });
  return window === undefined || Object.keys(amounts).length === 0 ? undefined : { ...amounts, window };
}
