/** What a policy says of parameters that a target cannot take: treatments that they cannot have. */
import { parameterNamed } from "../../../semantics/parameters/names.ts";
import { emulatedNames, strictNames } from "../../../semantics/parameters/treatments.ts";
import { impossibleTreatment } from "../../diagnostics/chain/impossible-treatment.ts";
import { nearest } from "../../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { unknownParameter } from "../../diagnostics/name/unknown-parameter.ts";
import { type Entry, entries, field, text } from "../read.ts";
import { routesAndRules, under } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

const known: readonly string[] = [...strictNames, ...emulatedNames];

export const checkTreatments: ValueCheck = (root) => {
  const ofRoutes = under(routesAndRules(root), "unsupported").flatMap(({ value }) => entries(value));
  return [...entries(field(root, "unsupported")), ...ofRoutes].flatMap(checkTreatment);
};

function checkTreatment({ name, value, origin }: Entry): Diagnostic[] {
  const treatment = text(value);
  if (parameterNamed(name) === undefined)
    return [diagnose(unknownParameter, { name, operation: "chat", known, ...nearest(name, known) }, origin)];
  const found = treatment === undefined ? undefined : impossible(name, treatment);
  return found && treatment !== undefined
    ? [diagnose(impossibleTreatment, { name, treatment, ...found }, value.origin)]
    : [];
}

function impossible(name: string, treatment: string): { why: string; instead: string } | undefined {
  const isEmulated = emulatedNames.some((one) => one === name);
  if (!isEmulated && !strictNames.some((one) => one === name)) {
    const why = "it is never left out: a target that cannot take it is not asked, or it goes by a rule of its own";
    return { why, instead: "Leave it out here." };
  }
  if (treatment === "emulate" && !isEmulated) {
    const instead = `Write \`${name}: "error"\`, so that only targets are asked that take it, or leave it out here.`;
    return { why: "no other means make it", instead };
  }
  if (treatment === "drop" && isEmulated) {
    const why = "an answer in another form is not what was asked for: targets that cannot be held to one are not asked";
    return { why, instead: `Write \`${name}: "emulate"\`, or \`"error"\`, which is so without a word.` };
  }
  return undefined;
}
