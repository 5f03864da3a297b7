import { chatCompletions } from "../runtime/endpoints/chat-completions/endpoint.ts";
import { embeddings } from "../runtime/endpoints/embeddings/endpoint.ts";
import { openRuntime } from "../runtime/main.ts";
import { chatOperation } from "../runtime/request/answer-chat.ts";
import { embeddingsOperation } from "../runtime/request/answer-embeddings.ts";
import { type Tried, tryTarget } from "../runtime/request/try-target.ts";
import type { Running } from "../runtime/running.ts";
import { loadTable } from "../runtime/table/load.ts";
import type { Table } from "../schemas/table.ts";
import { runtimeFeatures } from "../semantics/runtime-features.ts";
import { readArguments, wholeNumber } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { type Probed, probeReport, probeSummary } from "./probe-report.ts";
import { type Slot, slotsOf } from "./probe-slots.ts";
import { counted } from "./progress-bar.ts";
import { refusing } from "./refusing.ts";
import { credential, openStandIns } from "./stand-ins.ts";
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
      const urls = { ...withoutKey(table, env), ...simulated };
      const running = await refusing(source, () =>
        openRuntime({ table: text.text, keys: "open", env, standIns: urls, ca: values.ca }),
      );
      const lacking = new Set(Object.keys(urls).filter((id) => !Object.hasOwn(simulated, id)));
      const probing: Probing = { running, table, lacking, simulated, ...wanted };
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

interface Probing {
  readonly running: Running;
  readonly table: Table;
  /** Providers that have no key: they are not asked. */
  readonly lacking: ReadonlySet<string>;
  readonly simulated: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly every: number;
  readonly limit: number;
  readonly parallel: number;
  readonly json: boolean;
}

async function once(probing: Probing, terminal: Terminal): Promise<number> {
  const { running, json } = probing;
  try {
    const all = await round(probing, terminal);
    terminal.out(json ? JSON.stringify(all, undefined, 2) : probeReport(all));
    return all.every(({ works }) => works) ? 0 : 1;
  } finally {
    await running.upstream.close();
  }
}

/** Until it is stopped; the last round gives the exit code. */
async function watch(probing: Probing, terminal: Terminal): Promise<number> {
  const { running, json, every } = probing;
  let isStopped = false;
  const stopped = terminal.untilStopped().then(() => {
    isStopped = true;
  });
  let before: readonly Probed[] | undefined;
  while (!isStopped) {
    const all = await Promise.race([round(probing, terminal), stopped]);
    if (all === undefined) break;
    if (json) terminal.out(JSON.stringify(all));
    else terminal.out(before === undefined ? probeReport(all) : probeSummary(all, before));
    before = all;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, every).unref()), stopped]);
  }
  await running.upstream.close();
  return before?.every(({ works }) => works) === false ? 1 : 0;
}

async function round(probing: Probing, { status }: Terminal): Promise<Probed[]> {
  const slots = slotsOf(probing.table);
  const results: Probed[] = new Array(slots.length);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < slots.length; at = next++) {
      results[at] = await probed(probing, slots[at]!);
      done += 1;
      status?.(counted("asking", done, slots.length));
    }
  };
  await Promise.all(Array.from({ length: Math.min(probing.parallel, slots.length) }, worker));
  status?.("");
  return results;
}

async function probed(probing: Probing, { plan, target: index, routes }: Slot): Promise<Probed> {
  const { running, table, lacking, simulated, limit } = probing;
  const target = running.inUse.targets[index]!;
  const { id, provider } = target;
  const asked = { target: id, routes, simulated: Object.hasOwn(simulated, provider.id), price: pricesOf(table, index) };
  if (lacking.has(provider.id)) return { ...asked, works: false, failure: "auth", detail: noKey(provider.auth.env) };
  const trial = { plan, target, limit };
  const tried =
    target.target.kind === "embedding"
      ? await tryTarget(running, { ...trial, operation: embeddingsOperation(embeddings), body: smallestInput })
      : await tryTarget(running, { ...trial, operation: chatOperation(running, chatCompletions), body: smallestChat });
  return { ...asked, ...resultOf(tried, limit) };
}

/** As few tokens as every provider accepts for an output limit. */
const smallestChat = { model: "probe", messages: [{ role: "user", content: "Hi" }], max_completion_tokens: 16 };
const smallestInput = { model: "probe", input: "Hi" };

function resultOf({ failure, ms, cost }: Tried, limit: number): Pick<Probed, "works"> & Partial<Probed> {
  const took = { ms: Math.round(ms), ...(cost !== undefined && { costUsd: cost / 1e6 }) };
  if (failure === undefined) return { works: true, ...took };
  const { class: name, status, code } = failure;
  const detail = name === "deadline" ? `no answer within ${limit / 1_000} s` : failure.detail;
  return {
    works: false,
    failure: name,
    ...(status !== undefined && { status }),
    ...(code && { code }),
    detail,
    ...took,
  };
}

function pricesOf({ targets }: Table, index: number): Probed["price"] {
  const { input, output } = targets[index]!.price ?? {};
  return { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
}

/** An address that is never called, in place of those whose credentials are not there. */
function withoutKey({ providers }: Table, env: Terminal["env"]): Record<string, string> {
  const lacking = providers.filter((one) => one.auth.signing === undefined && credential(one, env) === "missing");
  return Object.fromEntries(lacking.map(({ id }) => [id, "http://127.0.0.1:9"]));
}

function noKey(variables: readonly string[]): string {
  return `no key: set ${variables.join(" or ")}`;
}
