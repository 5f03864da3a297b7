import { randomBytes } from "node:crypto";
import { type RuntimeOptions, startRuntime } from "../runtime/main.ts";
import { hashKey } from "../runtime/state/keys.ts";
import { loadTable } from "../runtime/table/load.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { readArguments, wholeNumber } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { type CallerKey, greeting } from "./greeting.ts";
import { readKeysFile } from "./keys-file.ts";
import { refusing } from "./refusing.ts";
import { type StandIns, startStandIns } from "./stand-ins.ts";
import { type TableText, tableText } from "./table-text.ts";
import { UsageError } from "./usage-error.ts";

export const serve: Command = {
  help: `pointsman serve <policy or table> [options]

Serves the OpenAI-compatible endpoint. A policy is compiled first; given a table, no compiler is loaded.
The provider's keys are read from the environment, as the catalog names them.

  --host            default 127.0.0.1
  --port            default 4400; 0 takes a free one
  --operator-port   health and readiness, always on loopback; default 4401; 0 takes a free one
  --simulate        let a simulator stand in for every provider that has no key
  --keys            a JSON list of the callers' keys: [{ "id": "ci", "hash": "<SHA-256 of the key, hex>" }]
  --ca              a file of certificate authorities, in PEM, to trust beside the usual ones
  --open            ask for no key; on loopback only

Without --keys and --open there is one key: the value of POINTSMAN_KEY, else a new one, which is printed.
Ctrl-C ends it: requests in flight are finished first. A closed terminal or pipe does not, nor does SIGHUP.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy or table"]);
    const [source = ""] = positionals;
    const listen = {
      // As URLs write an address of IPv6.
      host: values.host?.replace(/^\[(.*)\]$/, "$1"),
      port: wholeNumber("--port", values.port, 0, 65_535),
      operatorPort: wholeNumber("--operator-port", values["operator-port"], 0, 65_535),
    };
    const callers = callersOf(values, terminal.env);
    const table = await tableText(source, terminal, { runtime: runtimeFeatures });
    if (!table) return 1;
    await serveTable({ source, table, listen, callers, simulate: values.simulate, ca: values.ca }, terminal);
    return 0;
  },
};

const options = {
  host: { type: "string" },
  port: { type: "string" },
  "operator-port": { type: "string" },
  simulate: { type: "boolean", default: false },
  keys: { type: "string" },
  open: { type: "boolean", default: false },
  ca: { type: "string" },
} as const;

interface Callers {
  readonly keys: RuntimeOptions["keys"];
  /** What is said about them. */
  readonly key: CallerKey;
}

interface Service {
  readonly source: string;
  readonly table: TableText;
  readonly listen: Pick<RuntimeOptions, "host" | "port" | "operatorPort">;
  readonly callers: Callers;
  readonly simulate: boolean;
  readonly ca: string | undefined;
}

function callersOf({ keys, open }: { keys?: string; open: boolean }, env: Terminal["env"]): Callers {
  if (keys !== undefined && open) throw new UsageError("--keys and --open exclude each other");
  if (open) return { keys: "open", key: { kind: "open" } };
  if (keys !== undefined) {
    const records = readKeysFile(keys);
    return { keys: records, key: { kind: "file", path: keys, count: records.length } };
  }
  const own = env.POINTSMAN_KEY;
  if (own && !/^\S+$/.test(own)) throw new UsageError("POINTSMAN_KEY must not hold white space");
  const key = own || `pm-${randomBytes(24).toString("base64url")}`;
  return {
    keys: [{ id: "default", hash: hashKey(key), tags: [] }],
    key: own ? { kind: "variable", name: "POINTSMAN_KEY" } : { kind: "generated", key },
  };
}

/** Settles when it was stopped and everything is closed. */
async function serveTable(service: Service, terminal: Terminal): Promise<void> {
  const { source, table, listen, callers, simulate, ca } = service;
  const { env } = terminal;
  const loaded = await refusing(source, () => loadTable(table.text).table);
  const standIns: StandIns = simulate ? await startStandIns(loaded.providers, env) : noStandIns;
  try {
    const log = (line: string) => terminal.err(line);
    const { keys, key } = callers;
    const tableOptions = { table: table.text, map: table.map, standIns: standIns.urls };
    const runtimeOptions = { ...tableOptions, ...listen, keys, env, ca, log };
    const runtime = await refusing(source, () => startRuntime(runtimeOptions));
    const { url, operatorUrl } = runtime;
    const stopped = terminal.untilStopped();
    terminal.out(greeting({ source, url, operatorUrl, table: loaded, env, standIns: standIns.urls, key }));
    await stopped;
    await runtime.close();
  } finally {
    await standIns.close();
  }
}

const noStandIns: StandIns = { urls: {}, close: async () => {} };
