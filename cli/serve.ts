import { systemClock } from "../runtime/clock.ts";
import type { UsageTerms } from "../runtime/kept-state.ts";
import { type Runtime, type RuntimeOptions, startRuntime } from "../runtime/main.ts";
import { logTime } from "../runtime/observe/log-time.ts";
import type { TableDocument } from "../runtime/reload/open-table.ts";
import { SourceWatch } from "../runtime/reload/source-watch.ts";
import { shownPlace } from "../runtime/state/store/shown-place.ts";
import { loadTable } from "../runtime/table/load.ts";
import type { Table } from "../schemas/table.ts";
import { limitsTargets } from "../semantics/limits-targets.ts";
import { bytes, days, oneOf, readArguments, wholeNumber } from "./arguments.ts";
import { type Callers, callersOf } from "./callers.ts";
import type { Command, Terminal } from "./command.ts";
import { greeting } from "./greeting.ts";
import { logForPeople } from "./log-for-people.ts";
import { duration } from "./moments.ts";
import { networks } from "./networks-option.ts";
import { refusing } from "./refusing.ts";
import { type ServedSource, servedSource } from "./served-source.ts";
import { openStandIns, type StandIns } from "./stand-ins.ts";
import { DEFAULT_STATE } from "./state-place.ts";

export const serve: Command = {
  help: `pointsman serve <policy, table or URL> [options]

Serves the OpenAI-compatible endpoint. A policy is compiled first; given a table, no compiler is loaded. What changes is
served as soon as it is right: files are looked at twice a second, a table at an https: URL is asked for every ten seconds,
with POINTSMAN_TABLE_TOKEN as a bearer where that is set. What is wrong is refused, and the last table goes on.
The provider's keys are read from the environment, as the catalog names them.

  --host            default 127.0.0.1
  --port            default 4400; 0 takes a free one
  --operator-port   health and readiness, always on loopback; default 4401; 0 takes a free one
  --simulate        let a simulator stand in for every provider that has no key
  --keys            a JSON list of the callers' keys: [{ "id": "ci", "hash": "<SHA-256 of the key, hex>" }]
  --trusted-proxies addresses of proxies, as 10.0.0.0/8,192.0.2.7, whose x-forwarded-for says who asks; else it is who is connected
  --ca              a file of certificate authorities, in PEM, to trust beside the usual ones
  --concurrency     requests that are answered at once; default 10000. A thousand more wait, by the priority of their keys
  --state           where is kept what outlives a restart, such as what was spent and callers' keys: sqlite:<file>,
                    redis://<host> or memory; default, where the policy needs it or that file is, ${DEFAULT_STATE}
                    What is used is written there too, for \`pointsman spend\`, where this is given or the policy needs it
  --keep-usage      how long that is kept; default 400d
  --key-grace       how long callers' keys of the store open as they were read last while it is away; default 1h
  --cache           where answers are kept, for routes with a cache: memory, which ends with the process, sqlite:<file> or
                    redis://<host>; default memory
  --cache-limit     how much of them, such as 512MiB or 2GiB; default 256MiB
  --metrics         what a gateway counts of itself, at /metrics of the operator's listener, as Prometheus reads it
  --open            ask for no key; on loopback only
  --log             \`json\`, a line for each request and event, or \`text\`, the same for people; default \`text\` on a terminal
  --check-env       say which variables the table needs, and which of them are not set; nothing is served, and
                    exit code 1 says that one is missing

Without --keys, --open and keys in the store there is one key: the value of POINTSMAN_KEY, else a new one, which is printed.
Ctrl-C ends it: requests in flight are finished first. A closed terminal or pipe does not, nor does SIGHUP,
which reads everything anew at once.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy, table or URL"]);
    const [place = ""] = positionals;
    const log = logOf(values.log, terminal);
    const listen = {
      // As URLs write an address of IPv6.
      host: values.host?.replace(/^\[(.*)\]$/, "$1"),
      port: wholeNumber("--port", values.port, 0, 65_535),
      operatorPort: wholeNumber("--operator-port", values["operator-port"], 0, 65_535),
      concurrency: wholeNumber("--concurrency", values.concurrency, 1, 1_000_000),
      metrics: values.metrics,
      trustedProxies: networks("--trusted-proxies", values["trusted-proxies"]),
      state: values.state ?? DEFAULT_STATE,
      cache: values.cache,
      cacheLimit: bytes("--cache-limit", values["cache-limit"]),
      keyGrace: duration("--key-grace", values["key-grace"]),
      usage: { always: values.state !== undefined, keep: days("--keep-usage", values["keep-usage"]) ?? 400 },
    };
    // From the first moment: a signal that comes early must not end it.
    let hungUp = (): void => {};
    terminal.onHangup?.(() => hungUp());
    const source = await refusing(place, () => servedSource(place, values.ca, terminal));
    if (!source) return 1;
    const onHangup = (listener: () => void): void => {
      hungUp = listener;
    };
    const table = await refusing(source.name, () => loadTable(source.first.table).table);
    if (values["check-env"]) {
      await source.source.close();
      return (await import("./check-env.ts")).checkEnv(source.name, table, terminal);
    }
    const { keys, open, simulate, ca } = values;
    const asked = { keys, open, place: listen.state, isPlaceNamed: values.state !== undefined };
    const callers = callersOf(asked, terminal.env);
    await serveSource({ source, table, listen, callers, simulate, ca, onHangup, log }, terminal);
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
  log: { type: "string" },
  "check-env": { type: "boolean", default: false },
  ca: { type: "string" },
  concurrency: { type: "string" },
  "trusted-proxies": { type: "string" },
  metrics: { type: "boolean", default: false },
  state: { type: "string" },
  "keep-usage": { type: "string" },
  "key-grace": { type: "string" },
  cache: { type: "string" },
  "cache-limit": { type: "string" },
} as const;

type Listening = Pick<
  RuntimeOptions,
  | "host"
  | "port"
  | "operatorPort"
  | "concurrency"
  | "metrics"
  | "usage"
  | "trustedProxies"
  | "keyGrace"
  | "cache"
  | "cacheLimit"
> & { readonly state: string; readonly usage: UsageTerms };

interface Service {
  readonly source: ServedSource;
  /** That of the source, read. */
  readonly table: Table;
  readonly listen: Listening;
  readonly callers: Callers;
  readonly simulate: boolean;
  readonly ca: string | undefined;
  onHangup(listener: () => void): void;
  log(line: string): void;
}

/** Settles when it was stopped and everything is closed. */
async function serveSource(service: Service, terminal: Terminal): Promise<void> {
  const { source, table, listen, callers, simulate, ca, onHangup, log } = service;
  const { name, first } = source;
  const { env } = terminal;
  const standIns = simulate ? await openStandIns(env) : undefined;
  try {
    const { said, ...keys } = callers;
    const document = { ...first, standIns: (await standIns?.cover(table.providers)) ?? {} };
    const options = { ...document, ...listen, ...keys, env, ca, log };
    const runtime = await refusing(name, () => startRuntime(options));
    const { url, operatorUrl } = runtime;
    const watch = watching(runtime, source, standIns);
    onHangup(() => void watch.check().then((outcome) => log(eventLine({ event: "hangup", table: outcome }))));
    const stopped = terminal.untilStopped();
    const state = isKept(service, runtime) ? shownPlace(listen.state) : undefined;
    const cache = table.routes.some((route) => route.cache) ? shownPlace(listen.cache ?? "memory") : undefined;
    const key = said(runtime.storedKeys);
    const shown = { source: name, url, operatorUrl, table, env, standIns: document.standIns };
    terminal.out(greeting({ ...shown, state, cache, key }));
    await stopped;
    log(eventLine({ event: "stopping", message: "No more requests are taken; those in flight are finished." }));
    await Promise.all([watch.close(), runtime.close()]);
    log(eventLine({ event: "stopped" }));
  } finally {
    await standIns?.close();
  }
}

/** Whether anything outlives a request. */
function isKept({ table, listen }: Service, { storedKeys }: Runtime): boolean {
  const isNeeded = table.budgets !== undefined || table.limits !== undefined || limitsTargets(table);
  return listen.usage.always || storedKeys !== undefined || isNeeded;
}

function watching(runtime: Runtime, { source, every }: ServedSource, standIns?: StandIns): SourceWatch {
  const offer: Runtime["offer"] = async (document) =>
    runtime.offer({ ...document, ...(standIns && { standIns: await standIns.cover(providersOf(document)) }) });
  const { refuse } = runtime;
  return new SourceWatch({ source, offer, refuse, every, clock: systemClock, chance: Math.random });
}

/** None of a table that will be refused. */
function providersOf({ table }: TableDocument): Table["providers"] {
  try {
    return loadTable(table).table.providers;
  } catch {
    return [];
  }
}

function eventLine(fields: { readonly event: string; readonly [name: string]: unknown }): string {
  return JSON.stringify({ time: logTime(), level: "info", ...fields });
}

/** On a terminal that is watched it is for people, unless told. */
function logOf(asked: string | undefined, { err, status }: Terminal): (line: string) => void {
  const kind = asked === undefined ? (status ? "text" : "json") : oneOf("--log", asked, ["json", "text"]);
  return kind === "json" ? err : (line) => err(logForPeople(line));
}
