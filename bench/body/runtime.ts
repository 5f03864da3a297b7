/** The runtime, and for how long its process was blocked. Own process. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import { answerParent } from "../proxy/answer-parent.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

/** Milliseconds without a turn of the loop, at most, and of CPU so far; bytes of resident memory, at most. */
export interface Blocked {
  blocked: number;
  cpu: number;
  peak: number;
}

answerParent({
  start: async ({ table, key, standIns }: RuntimeSetup) => {
    const keys = [{ id: "bench", hash: hashKey(key), tags: [] }];
    const { url } = await startRuntime({ table, keys, standIns, env: {}, port: 0, operatorPort: 0, log: () => {} });
    return url;
  },
  figures: (): Blocked => {
    const blocked = delay.max / 1e6;
    delay.reset();
    const { user, system } = process.cpuUsage();
    return { blocked, cpu: (user + system) / 1_000, peak: process.resourceUsage().maxRSS * 1024 };
  },
});
