/** Budgets: those of callers' keys become budgets, the others are said. */

import type { Value } from "../../load/value.ts";
import { field, text as textOf } from "../../lower/read.ts";
import { type DraftMap, map, text } from "../draft.ts";
import type { Findings } from "../findings.ts";
import { amount } from "../settings.ts";
import type { Config } from "./config.ts";

interface BudgetSetting {
  /** Absent for a budget that a policy cannot express. */
  readonly per?: string;
  readonly limit: Value;
  readonly duration: Value | undefined;
}

/** Every budget of the configuration, those of deployments and providers included. */
export function budgetSettings({ root, deployments }: Config): BudgetSetting[] {
  const settings = field(root, "litellm_settings");
  const keyParams = field(settings, "default_key_generate_params");
  const parts = [
    budget(keyParams, "max_budget", "budget_duration", "key.id"),
    budget(settings, "max_internal_user_budget", "internal_user_budget_duration", "key.id"),
    budget(settings, "max_budget", "budget_duration"),
    ...deployments.map(({ params }) => budget(params, "max_budget", "budget_duration")),
  ];
  return parts.flatMap((part) => part ?? []);
}

function budget(part: Value | undefined, name: string, duration: string, per?: string): BudgetSetting | undefined {
  const limit = field(part, name);
  if (amount(limit) === undefined) return undefined;
  return { limit: limit!, duration: field(part, duration), ...(per === undefined ? {} : { per }) };
}

const windows: Readonly<Record<string, string>> = {
  "1h": "hour",
  "60m": "hour",
  "24h": "day",
  "1d": "day",
  "7d": "week",
  "30d": "month",
  "31d": "month",
  "1mo": "month",
};

/** The budgets of the policy; undefined when there are none. */
export function importBudgets(config: Config, findings: Findings): DraftMap | undefined {
  const settings = field(config.root, "litellm_settings");
  const found = budgetSettings(config).find(({ per }) => per !== undefined);
  for (const { per, limit, duration } of budgetSettings(config)) {
    if (per !== undefined && limit === found?.limit) continue;
    if (config.deployments.some(({ params }) => field(params, "max_budget") === limit)) continue;
    const why = per === undefined ? "a budget belongs to somebody" : "one budget for each key is carried over already";
    for (const { origin } of duration ? [limit, duration] : [limit]) {
      findings.notCarriedOver("this budget", why, origin, "Name whose it is: see `budgets` in the guide.");
    }
  }
  if (!found || !settings) return undefined;
  const { limit, duration, per } = found;
  const window = duration ? windows[textOf(duration) ?? ""] : "total";
  if (window === undefined) {
    findings.notCarriedOver("this budget", "its duration is none of hour, day, week and month", duration!.origin);
    return undefined;
  }
  const span = limit.origin.span;
  const ends = (duration ?? limit).origin;
  const entries = [
    { key: "per", span, value: text(per!, span) },
    { key: "limit", span, value: text(`$${amount(limit)}`, span) },
    { key: "window", span: ends.span, value: text(window, ends.span) },
  ];
  return map([{ key: "each-key", span, value: map(entries, span) }], span);
}
