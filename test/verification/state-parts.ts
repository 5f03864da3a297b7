/** Times, and how budgets and targets may stand. */
import { nextDouble, previousDouble } from "../../compiler/lower/interval.ts";
import type { BudgetState, Quantiles, State } from "../../schemas/state.ts";
import { referenceLocal } from "../reference/zones.ts";
import type { PartOfRequest } from "./all-requests.ts";
import { cellsBetween, inside, type NumberCell } from "./cells.ts";
import type { Mentions } from "./mentions.ts";
import { momentOf, peakEnds } from "./moments.ts";
import { product } from "./parameter-parts.ts";
import { measured } from "./random-facts.ts";
import { distinctBy } from "./string-pool.ts";

export function clockParts(mentions: Mentions): PartOfRequest[] {
  const hours = mentions.cuts.get("hour") ?? [];
  const isDayAsked = mentions.strings.has("weekday") || mentions.samples.has("weekday");
  if (mentions.clock) return pricedClocks(hours, isDayAsked);
  if (mentions.zones.size + mentions.zoneDays.size > 0) return zonedClocks(mentions, isDayAsked);
  const days = isDayAsked ? [5, 6, 7, 8, 9, 10, 11] : [5];
  const cells = cellsBetween(hours, 0, 24).map(({ from }) => from);
  return days.flatMap((day) => cells.map((hour) => ({ now: new Date(Date.UTC(2026, 0, day, hour, 30)) })));
}

/** Of a year by quarters of an hour, of those that are alike one. */
function zonedClocks({ cuts, zones, zoneDays }: Mentions, isDayAsked: boolean): PartOfRequest[] {
  const hours = [...(cuts.get("hour") ?? [])];
  const start = Date.UTC(2026, 0, 5);
  const all = Array.from({ length: 365 * 96 }, (_, quarter) => new Date(start + quarter * 15 * 60_000));
  const alike = distinctBy(all, (now) => {
    const cell = hours.filter((cut) => cut <= now.getUTCHours()).length;
    const hoursThere = [...zones].map((zone) => referenceLocal(zone, now).hour);
    const daysThere = [...zoneDays].map((zone) => referenceLocal(zone, now).weekday);
    return [cell, isDayAsked ? now.getUTCDay() : "", ...hoursThere, ...daysThere].join();
  });
  return alike.map((now) => ({ now }));
}

/** A week before prices change and one after, by the minutes at which hours or peaks begin; of those that are alike one. */
function pricedClocks(hours: Iterable<number>, isDayAsked: boolean): PartOfRequest[] {
  const cuts = [...hours].map((hour) => hour * 60);
  const minutes = cellsBetween([...cuts, ...peakEnds], 0, 24 * 60).map(({ from }) => Math.ceil(from));
  const days = [4, 5, 6, 7, 8, 9, 10].flatMap((day) => [Date.UTC(2026, 0, day), Date.UTC(2026, 1, day)]);
  const all = days.flatMap((day) => minutes.map((minute) => new Date(day + minute * 60_000)));
  const alike = distinctBy(all, (now) => {
    const hour = now.getUTCHours();
    const cell = cuts.filter((cut) => cut <= hour * 60).length;
    return [momentOf(now).key, cell, isDayAsked ? now.getUTCDay() : ""].join();
  });
  return alike.map((now) => ({ now }));
}

export function stateParts(mentions: Mentions): PartOfRequest[] {
  const choices: State[][] = [
    budgets(mentions).map((budget) => (budget ? { budgets: { team: budget } } : {})),
    latencies(mentions).map((latency) => ({ latency: { [measured]: latency } })),
    mentions.health.size > 0 ? [{}, ...(["up", "degraded", "down"] as const).map(healthOf)] : [{}],
  ];
  return product(choices).map((chosen) => ({ state: Object.assign({}, ...chosen) as State }));
}

function healthOf(health: "up" | "degraded" | "down"): State {
  return { health: { [measured]: health } };
}

const LIMIT = 500;

/** All that is asked of a budget is about what was spent: amounts at which an answer changes, next to them, and between. */
function budgets({ cuts }: Mentions): (BudgetState | undefined)[] {
  const amounts: Record<string, (asked: number) => number> = {
    "budget.left": (left) => LIMIT - left,
    "budget.spent": (spent) => spent,
    "budget.ratio": (ratio) => ratio * LIMIT,
  };
  const asked = Object.entries(amounts).flatMap(([fact, spent]) => [...(cuts.get(fact) ?? [])].map(spent));
  if (asked.length === 0) return [undefined];
  const near = asked.flatMap((spent) => [previousDouble(spent), spent, nextDouble(spent)]);
  const between = cellsBetween(asked, 0).map(inside);
  const amountsSpent = [...new Set([0, ...near, ...between])].filter((spent) => spent >= 0);
  return [undefined, ...amountsSpent.map((spent) => ({ spent, limit: LIMIT }))];
}

type Latency = { firstToken: Quantiles; total: Quantiles };

function latencies({ cuts }: Mentions): Latency[] {
  const cells = (fact: string): (NumberCell | undefined)[] => {
    const asked = cuts.get(`latency.${fact}`);
    return asked ? [undefined, ...cellsBetween(asked, 0)] : [undefined];
  };
  const first = product([cells("firstToken.p50"), cells("firstToken.p95")]).flatMap(([low, high]) => pair(low, high));
  return first.flatMap((firstToken) =>
    cells("total.p95").map((total) => ({ firstToken, total: total ? { p95: total.from } : {} })),
  );
}

/** The least in its cell, and one in the other cell that is not below it. */
function pair(low: NumberCell | undefined, high: NumberCell | undefined): Quantiles[] {
  if (!low || !high) return [{ ...(low && { p50: low.from }), ...(high && { p95: high.from }) }];
  const p95 = Math.max(low.from, high.from);
  return p95 < high.to ? [{ p50: low.from, p95 }] : [];
}
