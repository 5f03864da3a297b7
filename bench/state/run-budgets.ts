/** What a request under two budgets costs more in CPU than one without, on each store that outlives its process; in paired rounds. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proxyCases } from "../proxy/cases.ts";
import { Child } from "../proxy/child.ts";
import { type CaseResult, type Effort, measureCase } from "../proxy/measure-case.ts";
import { KEY } from "../proxy/run-proxy.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";
import { tableOf } from "../proxy/table-of.ts";
import type { StateOptions } from "./run-state.ts";
import { startRedis } from "./start-redis.ts";

/** CPU per request to that of one without budgets: what is held to. */
const MOST = 1.25;

const CASE = "one: 1 KB";

const policy = (budgets: string) => `import { policy, usd } from "pointsman";
export default policy({
  routes: { one: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: 1000 } } },
  ${budgets}
});
`;

const BUDGETS = `budgets: {
    key: { per: (r) => r.key.id, limit: usd(1_000_000), window: "day" },
    all: { per: (r) => r.endpoint, limit: usd(1_000_000), window: "month" },
  },`;

/** Named by the store. */
export async function runBudgets({ quick, progress }: StateOptions): Promise<CaseResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-bench-budgets-"));
  const redis = await startRedis();
  const stores = { sqlite: `sqlite:${join(folder, "state.db")}`, ...(redis && { redis: redis.url }) };
  const results: CaseResult[] = [];
  for (const [name, state] of Object.entries(stores)) {
    progress(`state: a request under two budgets, ${name}`);
    results.push(await measured(name, state, quick));
  }
  await redis?.stop();
  rmSync(folder, { recursive: true });
  return results;
}

/** The bare proxy's place has the runtime without budgets. */
async function measured(name: string, state: string, quick: boolean): Promise<CaseResult> {
  const one = proxyCases().find((each) => each.name === CASE)!;
  const [upstream, floor, runtime] = [new Child("upstream.ts"), new Child("runtime.ts"), new Child("runtime.ts")];
  try {
    const url = await upstream.ask<string>("start");
    const setup = { key: KEY, standIns: { openai: url }, state };
    const start = (child: Child, budgets: string) =>
      child.ask<string>("start", { ...setup, table: tableOf(policy(budgets)) } satisfies RuntimeSetup);
    const origins = { direct: url, floor: await start(floor, ""), runtime: await start(runtime, BUDGETS) };
    const sides = { upstream, processes: { direct: upstream, floor, runtime }, origins };
    return await measureCase({ ...one, name, most: MOST }, sides, KEY, effort(quick));
  } finally {
    await Promise.all([upstream.end(), floor.end(), runtime.end()]);
  }
}

function effort(quick: boolean): Effort {
  return quick
    ? { rounds: 3, warm: 3_200, many: 800, single: 60 }
    : { rounds: 11, warm: 32_000, many: 3_200, single: 60 };
}
