/** Minutes of load on providers that fail in every way: whether memory and descriptors stay what they are. */
import { readdirSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { Pool } from "undici";
import { seededRandom } from "../../simulator/random.ts";
import type { Held } from "../proxy/answer-parent.ts";
import { Child } from "../proxy/child.ts";
import { KEY } from "../proxy/run-proxy.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { tableOf } from "../proxy/table-of.ts";

export interface SoakResult {
  minutes: number;
  requests: number;
  /** By what the client got: a status, `left` where it went away, `broken` where its stream ended with an error. */
  outcomes: Record<string, number>;
  /** After each part of the time, with its garbage collected. */
  samples: { minute: number; held: Held; descriptors: number }[];
  /** Bytes a minute over the second half, of the heap and what it holds outside. */
  slope: number;
  most: number;
  /** Descriptors at the end, beyond those at the beginning. */
  left: number;
}

export interface SoakOptions {
  minutes: number;
  progress(text: string): void;
}

/** Bytes a minute that say nothing: what code and caches still take. */
const MOST = 256 * 1024;
const CALLERS = 32;
const SAMPLES = 20;
/** Milliseconds after which a connection that is not used is closed by either end. */
const IDLE = 80_000;
/** Descriptors that a process may open for itself. */
export const OWN_DESCRIPTORS = 4;

const policy = `import { chain, policy, s } from "pointsman";
export default policy({
  routes: {
    chat: { otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "mistral/mistral-large-2512"), deadline: s(8), firstToken: s(1), idle: s(1) },
  },
});
`;

export async function runSoak({ minutes, progress }: SoakOptions): Promise<SoakResult> {
  const providers = new Child("../soak/providers.ts");
  const runtime = new Child("runtime.ts", { node: ["--expose-gc"] });
  try {
    const standIns = await providers.ask<Record<string, string>>("start");
    const setup: RuntimeSetup = { table: tableOf(policy), key: KEY, standIns };
    const callers = new Callers(await runtime.ask<string>("start", setup));
    const samples: SoakResult["samples"] = [];
    for (let i = 0; i <= SAMPLES; i++) {
      await callers.go(i === 0 ? 10_000 : (minutes * 60_000) / SAMPLES);
      // At both ends until connections that are not used are closed: what is held then is held for good.
      await wait(i % SAMPLES === 0 ? IDLE : 1_000);
      const held = await runtime.ask<Held>("rested");
      samples.push({ minute: (i * minutes) / SAMPLES, held, descriptors: descriptorsOf(runtime.pid) });
      progress(
        `soak: ${i} of ${SAMPLES}, ${Math.round((held.heap + held.external) / 2 ** 20)} MB, ${callers.requests} requests`,
      );
    }
    await callers.close();
    return resultOf(minutes, callers, samples);
  } finally {
    await Promise.all([runtime.end(), providers.end()]);
  }
}

class Callers {
  requests = 0;
  readonly outcomes: Record<string, number> = {};
  readonly #pool: Pool;
  readonly #random = seededRandom("soak");

  constructor(origin: string) {
    this.#pool = new Pool(origin, { connections: CALLERS, headersTimeout: 30_000, bodyTimeout: 30_000 });
  }

  /** So many callers, each asks again as soon as it has its answer. */
  async go(ms: number): Promise<void> {
    const end = performance.now() + ms;
    const call = async (): Promise<void> => {
      while (performance.now() < end) {
        const outcome = await this.#ask();
        this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
        this.requests += 1;
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, call));
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #ask(): Promise<string> {
    const stream = this.#random() < 0.5;
    const leaves = this.#random() < 0.05;
    const content = "Tell me more. ".repeat(1 + Math.floor(this.#random() * 100));
    const body = JSON.stringify({ model: "chat", stream, max_tokens: 60, messages: [{ role: "user", content }] });
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const leaving = new AbortController();
    if (leaves) setTimeout(() => leaving.abort(), this.#random() * 40);
    try {
      const answer = await this.#pool.request({
        ...{ method: "POST", path: "/v1/chat/completions", headers, body, signal: leaving.signal },
      });
      const text = await answer.body.text();
      return stream && answer.statusCode === 200 && text.includes('"error"') ? "broken" : String(answer.statusCode);
    } catch (error) {
      return leaving.signal.aborted ? "left" : `failed: ${(error as Error).name}`;
    }
  }
}

function descriptorsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function resultOf(minutes: number, { requests, outcomes }: Callers, samples: SoakResult["samples"]): SoakResult {
  const half = samples.slice(Math.floor(samples.length / 2));
  const slope = slopeOf(half.map(({ minute, held }) => [minute, held.heap + held.external]));
  // The first sample is taken with the callers' connections open, as all later ones are.
  const left = samples.at(-1)!.descriptors - samples[0]!.descriptors;
  return { minutes, requests, outcomes, samples, slope, most: MOST, left };
}

/** By least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  const under = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
  return under === 0 ? 0 : over / under;
}
