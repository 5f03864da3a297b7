/** One gateway over a provider that writes bills, on a store that others can look at. Whoever asks has a budget and limits of his own. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { type Runtime, startRuntime } from "../../../../runtime/main.ts";
import type { Standing } from "../../../../runtime/state/store/accounts.ts";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { Store } from "../../../../runtime/state/store/store.ts";
import { runtimeFeatures } from "../../../../semantics/runtime-features.ts";
import type { BillLine } from "../../../../simulator/bill.ts";
import { type Simulator, startSimulator } from "../../../../simulator/start-simulator.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";

/** Of each who asks: micro-USD that he may spend, and the most output tokens of a request and of a day. */
export const BUDGET = 3_000;
export const OUTPUT = 200;
export const OUTPUT_OF_A_DAY = 86_400;
export const REQUESTS_OF_A_DAY = 100;

const policy = `metadata: { owner: string }
routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: ${OUTPUT} } }
  two: { otherwise: [openai/gpt-5.4-mini, openai/gpt-6-luna], max: { inputTokens: 1000, outputTokens: ${OUTPUT} } }
  free: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: ${OUTPUT} } }
budgets:
  each: { per: r.metadata.owner, limit: $${BUDGET / 1e6}, window: total }
limits:
  calls: { per: r.metadata.owner, requests: ${REQUESTS_OF_A_DAY}, window: day, routes: [chat, two] }
  tokens: { per: r.metadata.owner, outputTokens: ${OUTPUT_OF_A_DAY}, window: day, routes: [chat, two] }
  atOnce: { per: r.metadata.owner, concurrency: 1, routes: [chat, two] }
`;

/** Micro-USD for each token, as on the price page. */
const rates: Readonly<Record<string, { readonly input: number; readonly output: number }>> = {
  "gpt-5.4-mini": { input: 0.75, output: 4.5 },
  "gpt-6-luna": { input: 0.1, output: 0.5 },
};

export interface MoneyAsked {
  readonly route?: "chat" | "two" | "free";
  readonly stream?: boolean;
  readonly text?: string;
  readonly signal?: AbortSignal;
}

export interface MoneyReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export class MoneySession {
  readonly provider: Simulator;
  readonly #runtime: Runtime;
  readonly #store: Store;
  readonly #other: DatabaseSync;
  readonly #folder: string;
  readonly #lines: BillLine[];

  private constructor(parts: {
    provider: Simulator;
    runtime: Runtime;
    store: Store;
    file: string;
    folder: string;
    lines: BillLine[];
  }) {
    this.provider = parts.provider;
    this.#runtime = parts.runtime;
    this.#store = parts.store;
    this.#other = new DatabaseSync(parts.file);
    this.#folder = parts.folder;
    this.#lines = parts.lines;
  }

  static async open(): Promise<MoneySession> {
    const lines: BillLine[] = [];
    const bill = (line: BillLine): void => void lines.push(line);
    const provider = await startSimulator({ dialect: "openai", tokensPerSecond: 400, bill });
    const folder = mkdtempSync(join(tmpdir(), "pointsman-money-"));
    const file = join(folder, "state.db");
    const { table } = compileFiles(
      { "routes.yaml": policy },
      { runtime: runtimeFeatures, types: false, verify: false },
    );
    const runtime = await startRuntime({
      ...{ table: table!.text, port: 0, operatorPort: 0, keys: "open", env: {}, log: () => {} },
      ...{ state: `sqlite:${file}`, standIns: { openai: provider.url } },
    });
    return new MoneySession({ provider, runtime, store: await openStore(`sqlite:${file}`), file, folder, lines });
  }

  async close(): Promise<void> {
    await this.#runtime.close();
    await this.provider.close();
    await this.#store.close();
    this.#other.close();
    rmSync(this.#folder, { recursive: true });
  }

  async ask(owner: string, asked: MoneyAsked = {}): Promise<MoneyReply> {
    const response = await this.open(owner, asked);
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Settles with the head of the answer. */
  open(owner: string, { route = "chat", stream = false, text = "Hello", signal }: MoneyAsked = {}): Promise<Response> {
    const body = { model: route, stream, messages: [{ role: "user", content: text }], metadata: { owner } };
    return fetch(`${this.#runtime.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", traceparent: `00-${traceOf(owner)}-0000000000000001-01` },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  }

  /** Asks until no other request of his has the place. */
  async askInTurn(owner: string, asked: MoneyAsked = {}): Promise<MoneyReply> {
    for (const end = performance.now() + PATIENCE; ; await sleep(20)) {
      const reply = await this.ask(owner, asked);
      if (reply.status !== 429 || performance.now() > end) return reply;
    }
  }

  async standing(owner: string): Promise<Standing> {
    return (await this.#store.standings([`each metadata.owner total ${owner}`], Date.now()))[0]!;
  }

  /** Once nothing is held any more, or for as long as anyone waits. */
  async settled(owner: string): Promise<Standing> {
    for (const end = performance.now() + PATIENCE; ; await sleep(20)) {
      const standing = await this.standing(owner);
      if (standing.held === 0 || performance.now() > end) return standing;
    }
  }

  /** What he is billed with, once there are so many lines: whole micro-USD, and tokens of output. */
  async billed(owner: string, lines: number): Promise<readonly { readonly cost: number; readonly output: number }[]> {
    const found = () => this.#lines.filter(({ trace }) => trace === traceOf(owner));
    await until(() => found().length >= lines);
    return found().map(({ model, input, output }) => {
      const { input: ofInput, output: ofOutput } = rates[model]!;
      return { cost: Math.ceil(Math.round((input * ofInput + output * ofOutput) * 1e3) / 1e3), output };
    });
  }

  /** Another process writes to the store meanwhile, and lets nobody else. */
  async whileLocked(does: () => Promise<unknown>): Promise<void> {
    this.#other.exec("BEGIN IMMEDIATE");
    await does();
    this.#other.exec("COMMIT");
  }
}

const PATIENCE = 4_000;

export async function until(isSo: () => boolean): Promise<void> {
  for (const end = performance.now() + PATIENCE; !isSo() && performance.now() < end; ) await sleep(10);
}

function traceOf(owner: string): string {
  return Buffer.from(owner).toString("hex").padStart(32, "0");
}
