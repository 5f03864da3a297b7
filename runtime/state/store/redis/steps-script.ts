/** What requests ask for, all of one turn in one script. */
import { change, holdStep, settleStep } from "./accounts-scripts.ts";
import { correctStep, leaveStep, places, rates, takeStep } from "./limits-scripts.ts";
import { type Script, script } from "./script.ts";

export type StepName = "hold" | "settle" | "take" | "correct" | "leave";

const steps: Readonly<Record<StepName, string>> = {
  hold: holdStep,
  settle: settleStep,
  take: takeStep,
  correct: correctStep,
  leave: leaveStep,
};

const table = Object.entries(steps)
  .map(([name, body]) => `function steps.${name}()${body}end`)
  .join("\n");

/** Of each: its name, and what it takes. Answers what each answers. */
export const stepsScript: Script = script(`${change}${rates}${places}
local steps = {}
${table}
local all = {n}
for i = 1, number() do all[i + 1] = steps[text()]() end
return all
`);
