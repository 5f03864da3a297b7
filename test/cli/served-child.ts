/** A process that serves, as an operator starts it, of a table that a test has written. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { type TableSpec, tableText } from "../runtime/table-text.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface ServedChild {
  readonly child: ChildProcess;
  readonly url: string;
  /** Settles with the exit code and the signal. */
  readonly end: Promise<unknown[]>;
  /** Bytes of memory that it holds. */
  resident(): number;
}

/** It is up. Every provider of the table is at the address by its name; no key is asked for unless `callers` say so. */
export async function servedChild(
  spec: TableSpec,
  addresses: Readonly<Record<string, string>>,
  options: readonly string[] = [],
  callers: readonly string[] = ["--open"],
): Promise<ServedChild> {
  const providers = Object.fromEntries(
    Object.entries(addresses).map(([id, address]) => [
      id,
      { chatUrl: `${address}/v1/chat/completions`, auth: { env: [] }, ...spec.providers?.[id] },
    ]),
  );
  const path = temporaryFolder({ "table.json": tableText({ ...spec, providers }) });
  const words = ["serve", path("table.json"), ...callers, "--port", "0", "--operator-port", "0", ...options];
  const child = spawn(process.execPath, ["cli/main.ts", ...words], { cwd: root, env: {} });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.on("data", (text: Buffer) => {
    said += text.toString();
  });
  const told = (): string | undefined => /^Serving \S+ on (http:\/\/\S+)$/m.exec(said)?.[1];
  await expect.poll(told, { timeout: 60_000 }).toBeDefined();
  const url = told()!;
  return { child, url, end: once(child, "exit"), resident: () => residentOf(child) };
}

function residentOf({ pid }: ChildProcess): number {
  const [, kilobytes = ""] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
