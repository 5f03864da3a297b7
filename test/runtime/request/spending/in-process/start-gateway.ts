import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterTest } from "../../../after-test.ts";

export interface GatewayTerms {
  readonly table: string;
  readonly state: string;
  /** Origin of what stands in for OpenAI. */
  readonly provider: string;
  /** Milliseconds of a hold. */
  readonly lease: number;
  /** What its files may grow to, until it is told otherwise. */
  readonly kilobytes?: number;
}

export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  readonly log: Record<string, unknown>[];
  /** Sets its date, by milliseconds. */
  setClock(by: number): void;
}

/** Ends with the test. */
export async function startGateway(terms: GatewayTerms): Promise<GatewayProcess> {
  const { table, state, provider, lease, kilobytes } = terms;
  const node = [process.execPath, "--no-warnings", entry, table, state, provider, String(lease)];
  // A write beyond the bound is an error, and no signal.
  const bounded = ["bash", "-c", `trap '' XFSZ; ulimit -S -f ${kilobytes}; exec "$@"`, "bash", ...node];
  const [command = "", ...args] = kilobytes === undefined ? node : bounded;
  const started = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  afterTest(async () => {
    const ended = once(started, "exit");
    if (started.exitCode === null && started.kill("SIGKILL")) await ended;
  });
  const log: Record<string, unknown>[] = [];
  const listens = Promise.withResolvers<string>();
  createInterface(started.stdout).on("line", (line) => {
    const said = JSON.parse(line) as Record<string, unknown>;
    log.push(said);
    if (typeof said.url === "string") listens.resolve(said.url);
  });
  started.once("exit", (code) => listens.reject(new Error(`the gateway has ended with ${code}`)));
  const url = await listens.promise;
  return { url, pid: started.pid!, log, setClock: (by) => void started.stdin.write(`${by}\n`) };
}

const entry = fileURLToPath(new URL("gateway.ts", import.meta.url));
