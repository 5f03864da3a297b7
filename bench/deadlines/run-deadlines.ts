/** How late the limits of a route are in truth: a provider falls silent, and the client's clock is read when it is told. */
import { type Dispatcher, Pool } from "undici";
import { Child } from "../proxy/child.ts";
import { KEY } from "../proxy/run-proxy.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { tableOf } from "../proxy/table-of.ts";
import { quantile } from "../statistics.ts";

export interface DeadlineResult {
  /** The limit that is broken. */
  name: string;
  /** Milliseconds that it is. */
  limit: number;
  atATime: number;
  requests: number;
  /** Milliseconds behind the limit at which the client was told, over all requests. */
  late: { p50: number; p99: number; max: number; min: number };
}

export interface DeadlinesOptions {
  quick: boolean;
  only: string;
  progress(text: string): void;
}

interface Case {
  route: string;
  limit: number;
  /** The stream begins, and the limit counts from its last event. */
  begins?: true;
}

const LIMIT = 300;
const cases: readonly Case[] = [
  { route: "deadline", limit: LIMIT },
  { route: "attempt", limit: LIMIT },
  { route: "firstToken", limit: LIMIT },
  { route: "idle", limit: LIMIT, begins: true },
];

const policy = `import { ms, policy, s } from "pointsman";
const once = { otherwise: "openai/gpt-5.4-mini", retry: { times: 0 }, max: { outputTokens: 1 } } as const;
export default policy({
  routes: {
    deadline: { ...once, deadline: ms(${LIMIT}) },
    attempt: { ...once, deadline: s(20), attempt: ms(${LIMIT}) },
    firstToken: { ...once, deadline: s(20), firstToken: ms(${LIMIT}) },
    idle: { ...once, deadline: s(20), idle: ms(${LIMIT}) },
  },
});
`;

export async function runDeadlines({ quick, only, progress }: DeadlinesOptions): Promise<DeadlineResult[]> {
  const chosen = cases.filter(({ route }) => route.includes(only));
  if (chosen.length === 0) return [];
  const silent = new Child(new URL("silent.ts", import.meta.url).href);
  const runtime = new Child("runtime.ts");
  try {
    const url = await silent.ask<string>("start");
    const setup: RuntimeSetup = { table: tableOf(policy), key: KEY, standIns: { openai: url } };
    const origin = await runtime.ask<string>("start", setup);
    const results: DeadlineResult[] = [];
    for (const one of chosen) {
      await silent.ask("prepare", one.begins === true);
      for (const atATime of [1, 200]) {
        progress(`deadlines: ${one.route}, ${atATime} at a time`);
        const rounds = quick ? 2 : atATime === 1 ? 30 : 10;
        results.push({ ...(await measure(origin, one, atATime, rounds)), atATime });
      }
    }
    return results;
  } finally {
    await Promise.all([silent.end(), runtime.end()]);
  }
}

async function measure(
  origin: string,
  { route, limit, begins }: Case,
  atATime: number,
  rounds: number,
): Promise<Omit<DeadlineResult, "atATime">> {
  const pool = new Pool(origin, { connections: atATime, pipelining: 1 });
  const late: number[] = [];
  try {
    // Connections are open, and code is warm.
    await Promise.all(Array.from({ length: atATime }, () => told(pool, route, begins)));
    for (let round = 0; round < rounds; round++) {
      const waited = await Promise.all(Array.from({ length: atATime }, () => told(pool, route, begins)));
      late.push(...waited.map((ms) => ms - limit));
    }
  } finally {
    await pool.destroy();
  }
  const sorted = late.toSorted((a, b) => a - b);
  const early = sorted[0]!;
  // Silence counts from when the runtime heard the last event, and the client hears it later.
  if (!begins && early < -EARLY) throw new Error(`${route}: told ${-early} ms before its limit.`);
  const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
  return { name: route, limit, requests: sorted.length, late: { p50, p99, max: sorted.at(-1)!, min: early } };
}

/** Milliseconds by which two processes' timers may differ: they count whole ones. */
const EARLY = 2;

/** Milliseconds from the request, or from the last event of a stream that began, to the end of what the client is told. */
function told(pool: Pool, route: string, begins: true | undefined): Promise<number> {
  const messages = [{ role: "user", content: "Are you there?" }];
  const body = JSON.stringify({ model: route, messages, ...(begins && { stream: true }) });
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    let since = performance.now();
    let [status, text] = [0, ""];
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart: () => {},
      onResponseStart: (_controller, code) => {
        status = code;
      },
      onResponseData: (_controller, bytes) => {
        text += bytes.toString();
        if (begins && !text.includes('"error"')) since = performance.now();
      },
      onResponseEnd: () => {
        if (text.includes('"error"') && (begins ? status === 200 : status >= 500)) resolve(performance.now() - since);
        else reject(new Error(`${route}: no limit was broken, but status ${status}: ${text.slice(0, 200)}`));
      },
      onResponseError: (_controller, error) => reject(error),
    };
    pool.dispatch({ method: "POST", path: "/v1/chat/completions", headers, body }, handler);
  });
}
