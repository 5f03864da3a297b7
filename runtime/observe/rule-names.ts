/** What rules are called in headers and logs: where they were written, if a map of the table is at hand. */
import type { SourcePosition, TableMap } from "../../schemas/table-map.ts";
import { RuntimeError } from "../runtime-error.ts";

/** Its index, or what holds where none does. */
type Rule = number | "otherwise";

export type RuleNames = (route: string, rule: Rule) => string;

/** Throws `bad-map` for a text that is no map, or the map of another table. */
export function ruleNames(map: string | undefined, tableHash: string): RuleNames {
  const positions = map === undefined ? {} : readMap(map, tableHash);
  const nameOf = (route: string, rule: Rule): string => {
    const key = `${route}/${rule}`;
    const position = Object.hasOwn(positions, key) ? positions[key] : undefined;
    return position ? `${position.file}:${position.line}` : key;
  };
  /** By route and rule, those that were asked for: as many as the table has. */
  const known = new Map<string, Map<Rule, string>>();
  return (route, rule) => {
    const ofRoute = known.get(route) ?? new Map<Rule, string>();
    known.set(route, ofRoute);
    const name = ofRoute.get(rule) ?? nameOf(route, rule);
    ofRoute.set(rule, name);
    return name;
  };
}

function readMap(text: string, tableHash: string): Record<string, SourcePosition> {
  const map = parse(text);
  if (map?.format !== "pointsman-map" || map.version !== 1 || typeof map.rules !== "object") {
    throw new RuntimeError(
      "bad-map",
      "The map beside the table cannot be read. Build both again with `pointsman build`.",
    );
  }
  if (map.table === tableHash) return map.rules;
  const message = "The map beside the table belongs to another table. Build both again with `pointsman build`.";
  throw new RuntimeError("bad-map", message);
}

function parse(text: string): TableMap | undefined {
  try {
    return (JSON.parse(text) as TableMap | null) ?? undefined;
  } catch {
    return undefined;
  }
}
