/** Every key of the config is carried over, or said. */
import { closest } from "../../diagnostics/closest.ts";
import { unknownSetting } from "../../diagnostics/name/unknown-setting.ts";
import type { Value } from "../../load/value.ts";
import { entries, text } from "../../lower/read.ts";
import type { Findings } from "../findings.ts";
import { carried, notCarried } from "./known-keys.ts";
import { isMode, modeOf, modeText, part, targetsOf } from "./parts.ts";

/** Checks a target or a strategy with its targets. */
export function checkKeys(value: Value, findings: Findings): void {
  check(value, "the config", findings);
  const strategy = part(value, "strategy");
  if (strategy) check(strategy, "`strategy`", findings);
  checkMode(value, strategy, findings);
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

/** Where Portkey would refuse the config: what is meant is clear all the same. */
function checkMode(value: Value, strategy: Value | undefined, findings: Findings): void {
  const written = modeText(value);
  const at = part(strategy, "mode") ?? part(strategy, "type") ?? (text(strategy) === undefined ? undefined : strategy);
  const mode = modeOf(value);
  const where = (at ?? part(value, "mode"))?.origin;
  if (where && written !== undefined && !(isMode(written) && at === part(strategy, "mode"))) {
    findings.changed(`\`${written}\``, `Portkey reads \`strategy: { mode: ${mode} }\`, which is taken as meant`, where);
  } else if (at) findings.carried(at);
  const misplaced = [
    { name: "targets", held: part(strategy, "targets"), home: "beside `strategy`" },
    ...["on_status_codes", "conditions", "default"].map((name) => ({
      name,
      held: strategy && part(value, name),
      home: "in `strategy`",
    })),
  ];
  for (const { name, held, home } of misplaced) {
    if (held) findings.changed(`\`${name}\``, `Portkey looks for it ${home}, and it is taken as meant`, held.origin);
  }
}
