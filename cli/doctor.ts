import { RuntimeError } from "../runtime/runtime-error.ts";
import { loadTable } from "../runtime/table/load.ts";
import { TableError } from "../runtime/table/table-error.ts";
import type { DoctorReport, DoctorResult } from "../schemas/doctor.ts";
import type { Table } from "../schemas/table.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { oneOf, readArguments, wholeNumber } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { doctorMarkdown, doctorTable } from "./doctor/doctor-text.ts";
import type { Look, Patient } from "./doctor/patient.ts";
import { counted } from "./progress-bar.ts";
import { DEFAULT_STATE } from "./state-place.ts";
import { tableText } from "./table-text.ts";
import { UsageError } from "./usage-error.ts";

export const doctor: Command = {
  help: `pointsman doctor <policy or table> [options]

Says what will not work before traffic does: the table and its age, the providers' keys and the files that hold them, variables, proxies and
certificates, ports, the store with what is in it and its clock, and callers' keys that are over, name what is not there, or lack
what a budget is kept by. It looks at what \`serve\` would be
given, with the same options, and changes nothing. No key is shown.

  --probe              ask every model the smallest request that it takes, too; each costs a fraction of a cent
  --state              as of \`serve\`; default ${DEFAULT_STATE}
  --keys               a file of callers' keys, as of \`serve\`
  --host, --port, --operator-port
                       as of \`serve\`
  --ca                 a file of certificate authorities, in PEM
  --format table|json|markdown

Exit code 1 says that something will not work.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy or table"]);
    const [source = ""] = positionals;
    const format = oneOf("--format", values.format, ["table", "json", "markdown"]);
    const asked = {
      env: terminal.env,
      place: values.state ?? DEFAULT_STATE,
      isPlaceNamed: values.state !== undefined,
      keysFile: values.keys,
      host: values.host.replace(/^\[(.*)\]$/, "$1"),
      port: wholeNumber("--port", values.port, 0, 65_535) ?? 4400,
      operatorPort: wholeNumber("--operator-port", values["operator-port"], 0, 65_535) ?? 4401,
      ca: values.ca,
      now: Date.now(),
    };
    const text = await textOf(source, terminal);
    const table = text === undefined ? notCompiled : tableOf(text);
    const results =
      "area" in table ? [table] : await lookAtAll({ ...asked, table, source, text: text! }, values.probe, terminal);
    const of = (status: DoctorResult["status"]): number => results.filter((one) => one.status === status).length;
    const report: DoctorReport = { source, failed: of("fail"), warned: of("warn"), results };
    terminal.out(print(report, format));
    return report.failed > 0 ? 1 : 0;
  },
};

const options = {
  probe: { type: "boolean", default: false },
  state: { type: "string" },
  keys: { type: "string" },
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string" },
  "operator-port": { type: "string" },
  ca: { type: "string" },
  format: { type: "string", default: "table" },
} as const;

const notCompiled: DoctorResult = {
  ...{ area: "table", subject: "policy", status: "fail" },
  message: "does not compile: `pointsman check` says why",
};

/** Findings of a policy are what `check` is for; they are printed where it has no table. */
async function textOf(source: string, { out: _, ...terminal }: Terminal): Promise<string | undefined> {
  const aside = { ...terminal, out: terminal.err };
  return (await tableText(source, aside, { format: "json", verify: false, runtime: runtimeFeatures }))?.text;
}

function tableOf(text: string): Table | DoctorResult {
  try {
    return loadTable(text).table;
  } catch (error) {
    if (error instanceof TableError)
      return { area: "table", subject: error.code, status: "fail", message: error.message };
    throw error;
  }
}

type Asked = Patient & { readonly source: string; readonly text: string };

async function lookAtAll(patient: Asked, probes: boolean, terminal: Terminal): Promise<DoctorResult[]> {
  const results: DoctorResult[] = [];
  const looks = await allLooks();
  for (const [at, look] of looks.entries()) {
    terminal.status?.(counted("looking", at, looks.length));
    results.push(...(await look(patient)));
  }
  terminal.status?.("");
  if (probes) results.push(...(await asking(patient, terminal)));
  return results;
}

/** In the order in which they are told. */
async function allLooks(): Promise<Look[]> {
  const [{ lookAtTable }, { lookAtSecrets }, { lookAtVariables }, { lookAtNetwork }, { lookAtPorts }, { lookAtState }] =
    await Promise.all([
      import("./doctor/look-at-table.ts"),
      import("./doctor/look-at-secrets.ts"),
      import("./doctor/look-at-variables.ts"),
      import("./doctor/look-at-network.ts"),
      import("./doctor/look-at-ports.ts"),
      import("./doctor/look-at-state.ts"),
    ]);
  return [lookAtTable, lookAtSecrets, lookAtVariables, lookAtNetwork, lookAtPorts, lookAtState];
}

/** What keeps the models from being asked at all was told already, or is told here. */
async function asking(patient: Asked, terminal: Terminal): Promise<DoctorResult[]> {
  const { lookAtModels } = await import("./doctor/look-at-models.ts");
  try {
    return await lookAtModels(patient, terminal);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof RuntimeError)) throw error;
    return [{ area: "models", subject: "all", status: "fail", message: `could not be asked: ${error.message}` }];
  }
}

function print(report: DoctorReport, format: "table" | "json" | "markdown"): string {
  if (format === "json") return JSON.stringify(report, undefined, 2);
  return format === "markdown" ? doctorMarkdown(report) : doctorTable(report);
}
