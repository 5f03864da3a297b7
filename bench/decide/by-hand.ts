/** What one would write without a table: the same conditions, from the same text, as JavaScript functions. */
import { runInThisContext } from "node:vm";
import type { Ask, TenantRule } from "./tenant-policy.ts";

/** The `r` of a condition, as a plain object. */
export interface PlainFacts {
  key: { team: string };
  metadata: { region: string; priority: string };
  inputTokens: number;
  maxOutputTokens: number;
  hour: number;
  stream: boolean;
  needs: { tools: boolean };
}

type Condition = (r: PlainFacts) => boolean;

/** The index of the first rule that holds, or -1. */
export type Scan = (r: PlainFacts) => number;

export function plainFacts(ask: Ask, inputTokens: number): PlainFacts {
  const { team, region, priority, maxOutputTokens, hour, stream, tools } = ask;
  return {
    key: { team },
    metadata: { region, priority },
    inputTokens,
    maxOutputTokens,
    hour,
    stream,
    needs: { tools },
  };
}

export function conditionsOf(rules: readonly TenantRule[]): Condition[] {
  return runInThisContext(`[${rules.map(({ condition }) => `(r) => ${condition}`).join(",\n")}]`) as Condition[];
}

/** Every rule in turn. */
export function linearScan(conditions: readonly Condition[]): Scan {
  return (r) => {
    for (let i = 0; i < conditions.length; i++) if (conditions[i]!(r)) return i;
    return -1;
  };
}

/** Only the team's rules in turn: the index that suits these policies, in which every rule names its team. */
export function scanByTeam(conditions: readonly Condition[], rules: readonly TenantRule[]): Scan {
  const byTeam = Map.groupBy(conditions.keys(), (i) => rules[i]!.team);
  const none: number[] = [];
  return (r) => {
    for (const i of byTeam.get(r.key.team) ?? none) if (conditions[i]!(r)) return i;
    return -1;
  };
}
