import { spawnSync } from "node:child_process";

/** What one process took from its start to its end. */
export interface ProcessRun {
  /** On the clock, ms. */
  wallMs: number;
  /** User and system time of all its threads, ms. */
  cpuMs: number;
  /** The most memory that it held, MB. */
  peakMb: number;
}

/** Writes the process's own account of itself when it ends. */
const account = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from "node:fs";
  process.on("exit", () => writeSync(3, JSON.stringify(process.resourceUsage())));
`)}`;

/** Runs Node with these words to its end; throws with what it printed unless it succeeds. */
export function runProcess(words: readonly string[], env: Readonly<Record<string, string>>): ProcessRun {
  const began = performance.now();
  const done = spawnSync(process.execPath, ["--import", account, ...words], {
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const wallMs = performance.now() - began;
  if (done.status !== 0) throw new Error(`${words.join(" ")}\n${done.stdout}${done.stderr}`);
  const usage = JSON.parse(String(done.output[3])) as NodeJS.ResourceUsage;
  return { wallMs, cpuMs: (usage.userCPUTime + usage.systemCPUTime) / 1_000, peakMb: usage.maxRSS / 1_024 };
}
