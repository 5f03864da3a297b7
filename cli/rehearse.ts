import { loadTable } from "../runtime/table/load.ts";
import type { RehearsalReport } from "../schemas/rehearsal.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { faultForms } from "../simulator/clocked/parse-fault-line.ts";
import { readArguments, wholeNumber } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { withProgressOf } from "./progress-bar.ts";
import { refusing } from "./refusing.ts";
import { arrivalsOf } from "./rehearse/arrivals.ts";
import { spelledValue, toMarkdown } from "./rehearse/markdown.ts";
import { readPlan } from "./rehearse/read-plan.ts";
import { readScenario } from "./rehearse/read-scenario.ts";
import { reportOf } from "./rehearse/report.ts";
import { type Rehearsed, runLoad } from "./rehearse/run-load.ts";
import { tableText } from "./table-text.ts";

export const rehearse: Command = {
  help: `pointsman rehearse <policy or table> [options]

Runs a policy under a load against simulated providers that fail, on a simulated clock, and reports what clients would
have seen beside the same load without faults. Nothing is sent anywhere; hours take seconds.

  --scenario  a file of faults, load, speeds and thresholds, YAML or JSON: see docs/guide/rehearsal.md
  --fault     a line such as "some-provider down from 10s to 40s"; may be repeated, and adds to those of the scenario
  --rate      such as "2 per second" (default: 60 per minute, and fewer where that would be more than 3,000)
  --for       how long requests come, such as 10m (default: until the last fault is over, and a while longer)
  --seed      another load and other chances; default 1
  --json      the figures for machines, in place of Markdown

A fault is \`<who> <what> [<share>%] [from <time>] [to <time> | for <duration>]\`; who is a provider, provider/model or all:
${faultForms.map(({ shown, about }) => `  ${shown.padEnd(26)}${about}`).join("\n")}

Exit code 1: a threshold of the scenario was broken, or the policy has errors.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy or table"]);
    const [source = ""] = positionals;
    const seed = wholeNumber("--seed", values.seed, 0, Number.MAX_SAFE_INTEGER);
    const wanted = await readScenario({ ...values, seed });
    const text = await tableText(source, terminal, {
      runtime: runtimeFeatures,
      format: values.json ? "json" : "pretty",
    });
    if (!text) return 1;
    const loaded = await refusing(source, () => loadTable(text.text));
    const plan = readPlan(wanted, loaded);
    const { table } = loaded;
    const report = await reportOn(source, { text, table, plan }, terminal);
    terminal.out(values.json ? JSON.stringify(report, undefined, 2) : toMarkdown(report));
    return tellBroken(report, terminal);
  },
};

const options = {
  scenario: { type: "string" },
  fault: { type: "string", multiple: true },
  rate: { type: "string" },
  for: { type: "string" },
  seed: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

function reportOn(source: string, rehearsed: Rehearsed, terminal: Terminal): Promise<RehearsalReport> {
  const { plan, table } = rehearsed;
  const arrivals = arrivalsOf(plan.load, plan.seed);
  return withProgressOf("rehearsing", terminal, async (progress) => {
    let done = 0;
    const step = () => progress?.(++done, 2 * arrivals.length);
    const without = await runLoad({ ...rehearsed, plan: { ...plan, faults: [] } }, arrivals, step);
    const under = await runLoad(rehearsed, arrivals, step);
    return reportOf({ source, table: table.hash, plan }, { without, under });
  });
}

function tellBroken({ thresholds }: RehearsalReport, terminal: Terminal): number {
  const broken = thresholds.filter(({ held }) => !held);
  for (const verdict of broken) {
    terminal.err(`pointsman: broken: ${verdict.threshold} is ${spelledValue(verdict)}, and should be ${verdict.bound}`);
  }
  return broken.length > 0 ? 1 : 0;
}
