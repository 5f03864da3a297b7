/** What one of three targets costs that is down: the same load on the same policy, with all of them up and with one away. */
import { createServer } from "node:net";
import { proxyCases } from "../proxy/cases.ts";
import { Child } from "../proxy/child.ts";
import { Load } from "../proxy/load.ts";
import { KEY } from "../proxy/run-proxy.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { tableOf } from "../proxy/table-of.ts";
import { type Spread, spread } from "../statistics.ts";

export interface FaultsResult {
  name: string;
  /** Requests per second, so many at a time. */
  up: Spread;
  down: Spread;
  /** In pairs of one round. */
  slower: Spread;
  most: number;
}

export interface FaultsOptions {
  quick: boolean;
  only: string;
  progress(text: string): void;
}

/** Nine tenths of the throughput. */
const MOST = 1 / 0.9;
const CONCURRENCY = 16;

const targets = ["openai/gpt-5.4-mini", "mistral/mistral-large-2512", "deepseek/deepseek-flash"];
const list = targets.map((target) => `"${target}"`).join(", ");
const policy = `import { balance, chain, policy, s } from "pointsman";
const limits = { deadline: s(60) };
export default policy({
  routes: { chain: { otherwise: chain(${list}), ...limits }, balance: { otherwise: balance([${list}]), ...limits } },
});
`;

export async function runFaults({ quick, only, progress }: FaultsOptions): Promise<FaultsResult[]> {
  const table = tableOf(policy);
  const results: FaultsResult[] = [];
  for (const route of ["chain", "balance"]) {
    for (const fault of ["refused", "500"] as const) {
      const name = `${route}, its first target ${fault === "refused" ? "away" : "failing"}`;
      if (!name.includes(only)) continue;
      progress(`faults: ${name}`);
      results.push({ name, ...(await measure(table, route, fault, quick)), most: MOST });
    }
  }
  return results;
}

type Measured = Pick<FaultsResult, "up" | "down" | "slower">;

async function measure(table: string, route: string, fault: "refused" | "500", quick: boolean): Promise<Measured> {
  const one = proxyCases().find(({ name }) => name === "one: 1 KB")!;
  const [well, ill] = [new Child("upstream.ts"), new Child("failing.ts")];
  const [up, down] = [new Child("runtime.ts"), new Child("runtime.ts")];
  try {
    const url = await well.ask<string>("start");
    const away = fault === "refused" ? await closedPort() : await ill.ask<string>("start");
    await well.ask("prepare", one.prepared);
    const standIns = { openai: url, mistral: url, deepseek: url };
    const setup: RuntimeSetup = { table, key: KEY, standIns };
    const urls = [
      await up.ask<string>("start", setup),
      await down.ask<string>("start", { ...setup, standIns: { ...standIns, openai: away } }),
    ] as const;
    const body = Buffer.from(JSON.stringify({ ...(JSON.parse(one.requestBody) as object), model: route }));
    return await compare([loadOf(urls[0], body), loadOf(urls[1], body)], quick);
  } finally {
    await Promise.all([up, down, well, ill].map((child) => child.end()));
  }
}

async function compare(loads: readonly [Load, Load], quick: boolean): Promise<Measured> {
  const [rounds, many] = quick ? [3, 400] : [15, 3_200];
  const rates: [number[], number[]] = [[], []];
  try {
    // The breaker opens on the way.
    for (const load of loads) {
      await load.once();
      await load.round(many * 2);
    }
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const began = performance.now();
        await loads[side].round(many);
        rates[side].push((many * 1_000) / (performance.now() - began));
      }
    }
  } finally {
    await Promise.all(loads.map((load) => load.close()));
  }
  const [up, down] = rates;
  return { up: spread(up), down: spread(down), slower: spread(up.map((rate, i) => rate / down[i]!)) };
}

function loadOf(origin: string, body: Buffer): Load {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json", accept: "application/json" };
  return new Load({ origin, path: "/v1/chat/completions", headers, body }, CONCURRENCY);
}

/** An address at which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
