/** Every key of the config is carried over, or said. */
import { closest } from "../../diagnostics/closest.ts";
import { unknownSetting } from "../../diagnostics/name/unknown-setting.ts";
import type { Value } from "../../load/value.ts";
import { entries } from "../../lower/read.ts";
import type { Findings } from "../findings.ts";
import { carried, notCarried } from "./known-keys.ts";
import { part, targetsOf } from "./parts.ts";

/** Checks a target or a strategy with its targets. */
export function checkKeys(value: Value, findings: Findings): void {
  check(value, "the config", findings);
  const strategy = part(value, "strategy");
  if (strategy) check(strategy, "`strategy`", findings);
  for (const target of targetsOf(value)) checkKeys(target, findings);
}

function check(value: Value, where: string, findings: Findings): void {
  for (const { name, origin } of entries(value)) {
    const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const why = notCarried.get(key);
    if (why !== undefined) findings.notCarriedOver(`\`${name}\``, why, origin);
    else if (!carried.has(key)) {
      const near = closest(key, [...carried, ...notCarried.keys()]);
      findings.report(unknownSetting, { name, part: where, isSent: false, closest: near }, origin);
    }
  }
}
