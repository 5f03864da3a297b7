/** One run of a load: the gateway is called as a function, the providers answer in this process, and hours pass in no time. */
import { chatCompletions } from "../../runtime/endpoints/chat-completions/endpoint.ts";
import { embeddings } from "../../runtime/endpoints/embeddings/endpoint.ts";
import { openRuntime } from "../../runtime/main.ts";
import { answerChat } from "../../runtime/request/answer-chat.ts";
import { answerEmbeddings } from "../../runtime/request/answer-embeddings.ts";
import { ProgramClient } from "../../runtime/request/program-client.ts";
import type { Running } from "../../runtime/running.ts";
import { hashKey, type KeyRecord } from "../../runtime/state/keys.ts";
import type { Table } from "../../schemas/table.ts";
import { ClockedProviders } from "../../simulator/clocked/providers.ts";
import { seededRandom } from "../../simulator/random.ts";
import type { TableText } from "../table-text.ts";
import type { Arrival } from "./arrivals.ts";
import { endOf, type LogLine, type Outcome } from "./outcome.ts";
import { defaultSpeed, type RehearsalPlan, type RequestKind } from "./rehearsal-plan.ts";
import { requestBody } from "./request-body.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { SimulatedUpstream, standInOrigins } from "./simulated-upstream.ts";

export interface Rehearsed {
  readonly text: TableText;
  readonly table: Table;
  readonly plan: RehearsalPlan;
}

/** Throws what `openRuntime` throws. `done` is told after each request. */
export async function runLoad(
  rehearsed: Rehearsed,
  arrivals: readonly Arrival[],
  done: () => void,
): Promise<Outcome[]> {
  const { plan } = rehearsed;
  const clock = new SimulatedClock(plan.at);
  const lines = new Map<string, LogLine>();
  const running = await open(rehearsed, clock, lines);
  const outcomes: Outcome[] = [];
  const ask = async (number: number): Promise<void> => {
    const arrival = arrivals[number]!;
    outcomes.push(await askOnce(running, { arrival, kind: plan.load.kinds[arrival.kind]!, number }, lines));
    done();
  };
  const faults: unknown[] = [];
  const come = (number: number): void => {
    const arrival = arrivals[number];
    if (!arrival) return;
    clock.after(arrival.at - clock.now(), () => {
      ask(number).catch((error: unknown) => faults.push(error));
      come(number + 1);
    });
  };
  come(0);
  while (outcomes.length < arrivals.length) {
    if (faults.length > 0) throw faults[0];
    if (!clock.next()) throw new Error("A rehearsed request waits for nothing, and never ends.");
    // All that follows from one moment is done before the next one comes.
    await new Promise(setImmediate);
  }
  return outcomes.sort((one, other) => one.number - other.number);
}

async function open(
  { text, table, plan }: Rehearsed,
  clock: SimulatedClock,
  lines: Map<string, LogLine>,
): Promise<Running> {
  const { faults, seed, speeds, load } = plan;
  const targets = new Map(table.targets.map(({ id, provider, model }) => [`${provider} ${model}`, id]));
  const indexes = new Map(table.providers.map(({ id }, index) => [id, index]));
  const targetOf = (provider: string, model: string): string =>
    targets.get(`${indexes.get(provider)} ${model}`) ?? `${provider}/${model}`;
  const speedOf = (provider: string, model: string) =>
    speeds[targetOf(provider, model)] ?? speeds[provider] ?? speeds.default ?? defaultSpeed;
  const simulated = new ClockedProviders({ clock, seed, faults, speedOf, targetOf });
  return openRuntime(
    {
      table: text.text,
      map: text.map,
      keys: load.kinds.map((kind, index) => keyRecord(kind, index)),
      env: {},
      standIns: standInOrigins(table),
      log: (line) => keepLine(line, lines),
    },
    { clock, chance: seededRandom(seed, "gateway"), upstream: new SimulatedUpstream(table, simulated) },
  );
}

function keyRecord({ key }: RequestKind, index: number): KeyRecord {
  return { id: `rehearsal-${index}`, hash: hashKey(presented(index)), ...key };
}

function presented(index: number): string {
  return `pm-rehearsal-${index}`;
}

function keepLine(line: string, lines: Map<string, LogLine>): void {
  const entry = JSON.parse(line) as LogLine & { event: string; id: string };
  if (entry.event === "request") lines.set(entry.id, entry);
}

interface Asked {
  readonly arrival: Arrival;
  readonly kind: RequestKind;
  readonly number: number;
}

/** The end of a stream that is looked at: its last event, whatever that says. */
const TAIL = 4_000;

async function askOnce(
  running: Running,
  { arrival, kind, number }: Asked,
  lines: Map<string, LogLine>,
): Promise<Outcome> {
  const began = running.clock.now();
  const id = `req_${number}`;
  let tail = "";
  let firstToken: number | undefined;
  const client = new ProgramClient({
    id,
    began,
    body: requestBody(arrival, kind, number),
    headers: { "content-type": "application/json", authorization: `Bearer ${presented(arrival.kind)}` },
    piece: (bytes) => {
      const text = bytes.toString();
      if (firstToken === undefined && isWord.test(text)) firstToken = running.clock.now() - began;
      tail = (tail + text).slice(-TAIL);
    },
  });
  await (kind.operation === "chat"
    ? answerChat(running, chatCompletions, client)
    : answerEmbeddings(running, embeddings, client));
  const total = running.clock.now() - began;
  const log = lines.get(id) ?? { attempts: [] };
  lines.delete(id);
  const seen = { status: client.status, text: tail || client.whole.toString(), isStream: tail !== "" };
  return { number, ...endOf(seen, log), ...(firstToken !== undefined && { firstToken }), total, log };
}

/** A text, a thought or the arguments of a call: what a client waits for. */
const isWord = /"(?:content|reasoning_content|arguments)":"[^"]/;
