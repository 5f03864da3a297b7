/** The runtime against a proxy that does nothing, in paired rounds; and both against no proxy at all. */

import { verdict } from "../verdict.ts";
import { type ProxyCase, proxyCases } from "./cases.ts";
import { Child } from "./child.ts";
import { type CaseResult, type Effort, measureCase, type Sides } from "./measure-case.ts";
import { proxyTable } from "./policy.ts";
import type { RuntimeSetup } from "./runtime.ts";

export interface ProxyOptions {
  quick: boolean;
  /** Of the cases, those whose names have this in them. */
  only: string;
  /** Folder for a CPU profile of the runtime's process. */
  profile: string | undefined;
  progress(text: string): void;
}

export const KEY = "pm-bench";

export function runProxy(options: ProxyOptions): Promise<CaseResult[]> {
  return runCases("proxy", proxyCases(), options);
}

/** Whether a ratio is above its line beyond noise. */
export function isOver({ cpu, most }: CaseResult): boolean {
  return most !== undefined && verdict(cpu.ratio, most) === "over";
}

/** `name` is the benchmark's. */
export async function runCases(
  name: string,
  cases: readonly ProxyCase[],
  { quick, only, profile, progress }: ProxyOptions,
): Promise<CaseResult[]> {
  const chosen = cases.filter((one) => one.name.includes(only));
  if (chosen.length === 0) return [];
  const table = proxyTable();
  const node = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const upstream = new Child("upstream.ts");
  const floor = new Child("floor.ts");
  const runtime = new Child("runtime.ts", { node });
  try {
    const upstreamUrl = await upstream.ask<string>("start");
    const setup: RuntimeSetup = { table, key: KEY, standIns: { openai: upstreamUrl, anthropic: upstreamUrl } };
    const [floorUrl, runtimeUrl] = await Promise.all([
      floor.ask<string>("start", upstreamUrl),
      runtime.ask<string>("start", setup),
    ]);
    const origins = { direct: upstreamUrl, floor: floorUrl, runtime: runtimeUrl };
    const sides: Sides = { upstream, processes: { direct: upstream, floor, runtime }, origins };
    const results: CaseResult[] = [];
    for (const one of chosen) {
      progress(`${name}: ${one.name}`);
      results.push(await measureCase(one, sides, KEY, effort(one, quick)));
    }
    return results;
  } finally {
    await Promise.all([upstream.end(), floor.end(), runtime.end()]);
  }
}

/** Rounds of warming up: until then V8 still compiles what decides, and its work would be taken for that of a request. */
const WARM = 10;

/** Requests per round, so that a round takes some tenths of a second whatever the case. */
function effort({ prepared, requestBody, concurrency }: ProxyCase, quick: boolean): Effort {
  if (prepared.pause) return { rounds: quick ? 3 : 5, warm: concurrency * 4, many: concurrency * 2, single: 2 };
  const heavy = prepared.stream || requestBody.length > 50_000;
  const [many, single] = heavy ? [480, 160] : [3_200, 480];
  if (quick) return { rounds: 3, warm: many / 4, many: many / 8, single: single / 8 };
  return { rounds: 11, warm: many * WARM, many, single };
}
