/** Every setting is carried over, or said: not carried over, in the wrong part, or no setting at all. */
import { closest } from "../../diagnostics/closest.ts";
import { misplacedSetting } from "../../diagnostics/name/misplaced-setting.ts";
import { unknownSetting } from "../../diagnostics/name/unknown-setting.ts";
import { entries, field, items } from "../../lower/read.ts";
import type { Findings } from "../findings.ts";
import { type Setting, settingsOf } from "../settings.ts";
import type { Config } from "./config.ts";
import { type Fate, knownParams, knownSettings } from "./known-settings.ts";

const PARAMS = "litellm_params";

export function checkSettings({ root, deployments, aliases, setting }: Config, findings: Findings): void {
  for (const setting of settingsOf("the configuration", root)) check(setting, findings);
  for (const part of ["router_settings", "litellm_settings", "general_settings"]) {
    for (const setting of settingsOf(part, field(root, part))) check(setting, findings);
  }
  for (const { name, origin } of entries(setting("model_group_alias"))) {
    if (aliases.some((alias) => alias.name === name)) continue;
    findings.notCarriedOver(`the alias \`${name}\``, "it does not name one group", origin);
  }
  for (const item of items(field(root, "model_list"))) {
    if (!deployments.some(({ value }) => value === item)) {
      findings.notCarriedOver("this entry", "it lacks its `model_name` or its `model`", item.origin);
    }
    for (const setting of settingsOf("model_list", item)) check(setting, findings);
    for (const setting of settingsOf(PARAMS, field(item, PARAMS))) check(setting, findings);
  }
}

function check(setting: Setting, findings: Findings): void {
  const { name, part, origin } = setting;
  if (/^(x-|[._])/.test(name)) return; // holds anchors
  const known = keysOf(part);
  const fate = known.get(name);
  if (fate === "carried") return;
  const isSent = part === PARAMS;
  const home = fate ? undefined : homeOf(name, part);
  if (fate) findings.notCarriedOver(`\`${name}\``, fate.why, origin, fate.instead);
  else if (home !== undefined) findings.report(misplacedSetting, { name, part, home, isSent }, origin);
  else findings.report(unknownSetting, { name, part, isSent, closest: closest(name, known.keys()) }, origin);
}

/** The part that the setting belongs to, when it stands in another. */
function homeOf(name: string, part: string): string | undefined {
  if (part !== PARAMS && knownParams.get(name) === "carried") return PARAMS;
  const parts = ["router_settings", "litellm_settings", "general_settings"].filter((home) => home !== part);
  return parts.find((home) => keysOf(home).has(name));
}

function keysOf(part: string): ReadonlyMap<string, Fate> {
  return part === PARAMS ? knownParams : knownSettings[part]!;
}
