/** Streams beside a proxy that does nothing: bursts, slow ones, the first byte, and what each holds. */
import { proxyCases } from "../proxy/cases.ts";
import type { CaseResult } from "../proxy/measure-case.ts";
import { proxyTable } from "../proxy/policy.ts";
import { KEY, type ProxyOptions, runCases } from "../proxy/run-proxy.ts";
import { verdict } from "../verdict.ts";
import { type HeldResult, holdStreams } from "./hold-streams.ts";

export interface StreamResult {
  cases: CaseResult[];
  held: HeldResult[];
}

export async function runStream(options: ProxyOptions): Promise<StreamResult> {
  const { quick, only, progress } = options;
  const streams = proxyCases().filter(({ prepared, route }) => prepared.stream && route !== "translated");
  const cases = await runCases("stream", streams, options);
  const held: HeldResult[] = [];
  const hold = { table: proxyTable(), key: KEY, rounds: quick ? 1 : 2 };
  for (const count of [200, 1_000]) {
    if (!`${count} open streams`.includes(only)) continue;
    for (const side of ["floor", "runtime"] as const) {
      progress(`stream: ${count} open streams, ${side}`);
      held.push(await holdStreams(side, count, hold));
    }
  }
  return { cases, held };
}

export function isOverLine({ held }: StreamResult): boolean {
  return held.some(({ held, most }) => most !== undefined && verdict(held, most) === "over");
}
