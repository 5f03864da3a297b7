/** A gateway that is killed at random moments and started again at once, and the clients that never stop asking it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface KilledTerms {
  /** Text of the table, the place of the store, and the origin of the provider. */
  readonly arguments: readonly string[];
  /** From 0 up to 1. */
  random(): number;
  /** Milliseconds that it lives at most once it has answered; of one in five, from its start. */
  readonly life: number;
  /** Told before each kill: whether there is to be another one. */
  more(): boolean;
  /** One request to it; rejects where that was cut. */
  ask(url: string): Promise<void>;
  /** What it wrote as an error. */
  fault(line: string): void;
}

const CLIENTS = 6;
/** Of the kills, those that wait for no answer. */
const EARLY = 0.2;
const PATIENCE = 10_000;

/** Settles when it has been killed for the last time. */
export async function runKilled(terms: KilledTerms): Promise<void> {
  while (terms.more()) {
    const gateway = spawn(process.execPath, [entry, ...terms.arguments], { stdio: ["ignore", "pipe", "pipe"] });
    createInterface(gateway.stderr!).on("line", terms.fault);
    const url = await Promise.race([lineOf(gateway), endOf(gateway)]);
    if (url === undefined) return terms.fault("it ended before it listened");
    const first = Promise.withResolvers<void>();
    const clients = Array.from({ length: CLIENTS }, () => askOn(terms, { url, gateway, answered: first.resolve }));
    if (terms.random() > EARLY) await Promise.race([first.promise, pause(PATIENCE)]);
    await pause(terms.random() * terms.life);
    const ended = once(gateway, "exit");
    gateway.kill("SIGKILL");
    await Promise.all([ended, ...clients]);
  }
}

interface Asked {
  readonly url: string;
  readonly gateway: ChildProcess;
  answered(): void;
}

async function askOn(terms: KilledTerms, { url, gateway, answered }: Asked): Promise<void> {
  while (!gateway.killed) await terms.ask(url).then(answered, () => {});
}

async function lineOf({ stdout }: ChildProcess): Promise<string> {
  const [line] = await once(createInterface(stdout!), "line");
  return String(line);
}

async function endOf(gateway: ChildProcess): Promise<undefined> {
  await once(gateway, "exit");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const entry = fileURLToPath(new URL("killed-gateway.ts", import.meta.url));
