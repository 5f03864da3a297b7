/** Every model of a table is asked once. */
import { chatCompletions } from "../runtime/endpoints/chat-completions/endpoint.ts";
import { embeddings } from "../runtime/endpoints/embeddings/endpoint.ts";
import { openRuntime } from "../runtime/main.ts";
import { chatOperation } from "../runtime/request/answer-chat.ts";
import { embeddingsOperation } from "../runtime/request/answer-embeddings.ts";
import { type Tried, tryTarget } from "../runtime/request/try-target.ts";
import type { Running } from "../runtime/running.ts";
import type { Table } from "../schemas/table.ts";
import type { Terminal } from "./command.ts";
import type { Probed } from "./probe-report.ts";
import { type Slot, slotsOf } from "./probe-slots.ts";
import { counted } from "./progress-bar.ts";
import { refusing } from "./refusing.ts";
import { whatLacks } from "./stand-ins.ts";

export interface Probing {
  readonly running: Running;
  readonly table: Table;
  /** Providers that are not asked, and why. */
  readonly lacking: ReadonlyMap<string, string>;
  readonly simulated: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly limit: number;
  readonly parallel: number;
}

export interface ProbingAsked extends Pick<Probing, "table" | "simulated" | "limit" | "parallel"> {
  /** What is said of it. */
  readonly source: string;
  readonly text: string;
  readonly env: Terminal["env"];
  readonly ca: string | undefined;
}

/** `upstream` of its `running` is to be closed behind it. */
export async function openProbing({ source, text, env, ca, ...probing }: ProbingAsked): Promise<Probing> {
  const { table, simulated } = probing;
  const lacking = lackingOf(table, env).filter(([id]) => !Object.hasOwn(simulated, id));
  const urls = { ...Object.fromEntries(lacking.map(([id]) => [id, "http://127.0.0.1:9"])), ...simulated };
  const running = await refusing(source, () => openRuntime({ table: text, keys: "open", env, standIns: urls, ca }));
  return { ...probing, running, lacking: new Map(lacking) };
}

export async function probeRound(probing: Probing, { status }: Terminal): Promise<Probed[]> {
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
  const lacks = lacking.get(provider.id);
  if (lacks !== undefined) return { ...asked, works: false, failure: "auth", detail: lacks };
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

/** They are given an address that is never called. */
function lackingOf({ providers }: Table, env: Terminal["env"]): [id: string, why: string][] {
  return providers.flatMap((one): [string, string][] => {
    const why = one.auth.signing === undefined ? whatLacks(one, env) : undefined;
    return why === undefined ? [] : [[one.id, why]];
  });
}
