/** The runtime, and for how long its process was blocked. Own process. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startRuntime } from "../../runtime/main.ts";
import { hashKey } from "../../runtime/state/keys.ts";
import { answerParent } from "../proxy/answer-parent.ts";
import type { RuntimeSetup } from "../proxy/runtime.ts";

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

let turn = 0;
let last = threadTime();
setInterval(() => {
  const now = threadTime();
  turn = Math.max(turn, now - last);
  last = now;
}, 1);

/** Since the figures before, and since the start. */
export interface Blocked {
  /** Milliseconds without a turn of the loop, at most: on the clock, and of CPU of the thread that runs it. */
  blocked: number;
  turn: number;
  /** Milliseconds so far, all threads. */
  cpu: number;
  /** Bytes of resident memory, at most. */
  peak: number;
}

answerParent({
  start: async ({ table, key, standIns }: RuntimeSetup) => {
    const keys = [{ id: "bench", hash: hashKey(key), tags: [] }];
    const { url } = await startRuntime({ table, keys, standIns, env: {}, port: 0, operatorPort: 0, log: () => {} });
    return url;
  },
  figures: (): Blocked => {
    const [blocked, longest] = [delay.max / 1e6, turn];
    delay.reset();
    turn = 0;
    const { user, system } = process.cpuUsage();
    return { blocked, turn: longest, cpu: (user + system) / 1_000, peak: process.resourceUsage().maxRSS * 1024 };
  },
});

/** Milliseconds of CPU of this thread. */
function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
