/** What a request under two budgets and a limit costs more in CPU than one without, on each store that outlives its process; in paired rounds. */
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

/** CPU per request to that of one under none: what is held to. */
const MOST = 1.25;

const CASE = "one: 1 KB";

const policy = (under: string) => `import { policy, usd } from "pointsman";
export default policy({
  routes: { one: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: 1000 } } },
  ${under}
});
`;

const UNDER = `budgets: {
    key: { per: (r) => r.key.id, limit: usd(1_000_000), window: "day" },
    all: { per: (r) => r.endpoint, limit: usd(1_000_000), window: "month" },
  },
  limits: { calls: { per: (r) => r.key.id, requests: 1_000_000_000, window: "minute" } },`;

export interface BudgetsOptions extends StateOptions {
  /** Folder for a CPU profile of the gateway that is under them. */
  readonly profile: string | undefined;
}

/** Named by the store. */
export async function runBudgets({ quick, only, profile, progress }: BudgetsOptions): Promise<CaseResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-bench-budgets-"));
  const redis = await startRedis();
  const stores = { sqlite: `sqlite:${join(folder, "state.db")}`, ...(redis && { redis: redis.url }) };
  const results: CaseResult[] = [];
  for (const [name, state] of Object.entries(stores)) {
    if (!name.includes(only)) continue;
    progress(`state: a request under two budgets and a limit, ${name}`);
    results.push(await measured(name, state, { quick, profile }));
  }
  await redis?.stop();
  rmSync(folder, { recursive: true });
  return results;
}

/** The bare proxy's place has the runtime without them. */
async function measured(
  name: string,
  state: string,
  { quick, profile }: Pick<BudgetsOptions, "quick" | "profile">,
): Promise<CaseResult> {
  const one = proxyCases().find((each) => each.name === CASE)!;
  const node = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const [upstream, floor] = [new Child("upstream.ts"), new Child("runtime.ts")];
  const runtime = new Child("runtime.ts", { node });
  try {
    const url = await upstream.ask<string>("start");
    const setup = { key: KEY, standIns: { openai: url }, state };
    const start = (child: Child, under: string) =>
      child.ask<string>("start", { ...setup, table: tableOf(policy(under)) } satisfies RuntimeSetup);
    const origins = { direct: url, floor: await start(floor, ""), runtime: await start(runtime, UNDER) };
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
