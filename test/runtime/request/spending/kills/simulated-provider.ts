/** A provider in a process of its own, as `pointsman simulate` runs it, and the bill that it writes. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { BillLine } from "../../../../../simulator/bill.ts";

const PACE = ["--delay", "20", "--tokens-per-second", "300"];

export class SimulatedProvider {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url;
    this.#process = process;
    this.#folder = folder;
  }

  static async start(): Promise<SimulatedProvider> {
    const folder = mkdtempSync(join(tmpdir(), "pointsman-bill-"));
    const args = [main, "simulate", "--dialect", "openai", ...PACE, "--bill", billIn(folder)];
    const started = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface(started.stdout), "line");
    return new SimulatedProvider(/ on (\S+)/.exec(String(line))![1]!, started, folder);
  }

  /** Ends it. What it has billed by trace, in micro-USD; `rates`: of each token. */
  async bill(rates: { readonly input: number; readonly output: number }): Promise<Map<string, number>> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await ended;
    const lines = readFileSync(billIn(this.#folder), "utf8").trim().split("\n");
    rmSync(this.#folder, { recursive: true });
    const bills = new Map<string, number>();
    for (const { trace, input, output } of lines.map((line) => JSON.parse(line) as BillLine & { trace: string }))
      bills.set(trace, (bills.get(trace) ?? 0) + input * rates.input + output * rates.output);
    return bills;
  }
}

function billIn(folder: string): string {
  return join(folder, "bill.ndjson");
}

const main = fileURLToPath(new URL("../../../../../cli/main.ts", import.meta.url));
