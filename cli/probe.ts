import { loadTable } from "../runtime/table/load.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { readArguments, wholeNumber } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { type Probed, probeReport, probeSummary } from "./probe-report.ts";
import { openProbing, type Probing, probeRound } from "./probe-round.ts";
import { refusing } from "./refusing.ts";
import { openStandIns } from "./stand-ins.ts";
import { tableText } from "./table-text.ts";

export const probe: Command = {
  help: `pointsman probe <policy or table> [options]

Asks every model of every route the smallest request that it takes, on the policy's own terms, and says which answer: what
stands behind a chain's first target may have been dead for weeks. Each costs a fraction of a cent.
The provider's keys are read from the environment, as for \`serve\`.

  --watch      again and again, and says what has changed
  --every      seconds between two rounds of --watch; default 60
  --timeout    seconds that a model is given; default 30
  --parallel   models that are asked at a time; default 8
  --simulate   let a simulator stand in for every provider that has no key
  --ca         a file of certificate authorities, in PEM, to trust beside the usual ones
  --json       the results as JSON

Exit code 1 says that some model does not answer.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy or table"]);
    const [source = ""] = positionals;
    const wanted = {
      every: (wholeNumber("--every", values.every, 1, 86_400) ?? 60) * 1_000,
      limit: (wholeNumber("--timeout", values.timeout, 1, 600) ?? 30) * 1_000,
      parallel: wholeNumber("--parallel", values.parallel, 1, 100) ?? 8,
      json: values.json,
    };
    const format = values.json ? "json" : "pretty";
    const text = await tableText(source, terminal, { format, verify: false, runtime: runtimeFeatures });
    if (!text) return 1;
    const { table } = await refusing(source, () => loadTable(text.text));
    const { env } = terminal;
    const standIns = values.simulate ? await openStandIns(env) : undefined;
    try {
      const simulated = (await standIns?.cover(table.providers)) ?? {};
      const { limit, parallel, ...rest } = wanted;
      const asked = { source, text: text.text, table, simulated, env, ca: values.ca, limit, parallel };
      const probing = { ...(await openProbing(asked)), ...rest };
      return values.watch ? await watch(probing, terminal) : await once(probing, terminal);
    } finally {
      await standIns?.close();
    }
  },
};

const options = {
  watch: { type: "boolean", default: false },
  every: { type: "string" },
  timeout: { type: "string" },
  parallel: { type: "string" },
  simulate: { type: "boolean", default: false },
  ca: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

interface Rounds extends Probing {
  /** Milliseconds. */
  readonly every: number;
  readonly json: boolean;
}

async function once(probing: Rounds, terminal: Terminal): Promise<number> {
  const { running, json } = probing;
  try {
    const all = await probeRound(probing, terminal);
    terminal.out(json ? JSON.stringify(all, undefined, 2) : probeReport(all));
    return all.every(({ works }) => works) ? 0 : 1;
  } finally {
    await running.upstream.close();
  }
}

/** Until it is stopped; the last round gives the exit code. */
async function watch(probing: Rounds, terminal: Terminal): Promise<number> {
  const { running, json, every } = probing;
  let isStopped = false;
  const stopped = terminal.untilStopped().then(() => {
    isStopped = true;
  });
  let before: readonly Probed[] | undefined;
  while (!isStopped) {
    const all = await Promise.race([probeRound(probing, terminal), stopped]);
    if (all === undefined) break;
    if (json) terminal.out(JSON.stringify(all));
    else terminal.out(before === undefined ? probeReport(all) : probeSummary(all, before));
    before = all;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, every).unref()), stopped]);
  }
  await running.upstream.close();
  return before?.every(({ works }) => works) === false ? 1 : 0;
}
