/** A gateway in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface GatewayChild {
  readonly url: string;
  kill(): Promise<void>;
}

/** `entry`: what is started. `words`: text of the table, place of the store, origin of the provider, milliseconds of a lease. */
export async function startGateway(entry: string, words: readonly string[]): Promise<GatewayChild> {
  const child = spawn(process.execPath, ["--no-warnings", entry, ...words], { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), ended(child)]);
  if (line === undefined) throw new Error("a gateway ended before it listened");
  return {
    url: String(line),
    kill: async () => {
      const end = ended(child);
      child.kill("SIGKILL");
      await end;
    },
  };
}

async function ended(child: ChildProcess): Promise<[undefined]> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return [undefined];
}
