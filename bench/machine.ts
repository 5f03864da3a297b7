import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** Where and when the figures were taken: without it they mean nothing. */
export interface Machine {
  date: string;
  node: string;
  platform: string;
  cpu: string;
  cores: number;
  memoryGb: number;
  /** Over 1, 5 and 15 minutes, before the run. */
  load: number[];
}

export function machine(): Machine {
  return {
    date: new Date().toISOString(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: loadavg().map((value) => Math.round(value * 100) / 100),
  };
}

export function printMachine({ date, node, platform, cpu, cores, memoryGb, load }: Machine): string {
  const busy = load[0]! > cores / 2 ? "\nThe machine was busy before the run: expect wide ranges.\n" : "";
  return `${date}  Node ${node}  ${platform}  ${cpu}, ${cores} cores, ${memoryGb} GB  load ${load.join(" ")}\n${busy}`;
}
