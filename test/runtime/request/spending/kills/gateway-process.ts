/** A gateway that is killed at random moments while the next one is being started, and the clients that never stop asking it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface KilledTerms {
  /** What is started. */
  readonly entry: string;
  /** Text of the table, the place of the store, the origin of the provider, and milliseconds of a hold. */
  readonly arguments: readonly string[];
  /** Where compiled modules are kept from one process to the next. */
  readonly compiled: string;
  /** From 0 up to 1. */
  random(): number;
  /** Milliseconds that it lives at most once it has answered; of one in five, from its start. */
  readonly life: number;
  /** Told before each start: whether there is to be another kill. */
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

interface Started {
  readonly gateway: ChildProcess;
  /** Undefined where it ended before it listened. */
  readonly url: Promise<string | undefined>;
}

/** Settles when the last of them has been killed. */
export async function runKilled(terms: KilledTerms): Promise<void> {
  let next = started(terms);
  while (next !== undefined) {
    const { gateway } = next;
    const url = await next.url;
    next = started(terms);
    if (url === undefined) terms.fault("it ended before it listened");
    else await serveAndKill(terms, gateway, url);
  }
}

function started(terms: KilledTerms): Started | undefined {
  if (!terms.more()) return undefined;
  const gateway = spawn(process.execPath, ["--no-warnings", terms.entry, ...terms.arguments], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: terms.compiled },
  });
  createInterface(gateway.stderr).on("line", terms.fault);
  return { gateway, url: Promise.race([lineOf(gateway), endOf(gateway)]) };
}

async function serveAndKill(terms: KilledTerms, gateway: ChildProcess, url: string): Promise<void> {
  const first = Promise.withResolvers<void>();
  const clients = Array.from({ length: CLIENTS }, () => askOn(terms, { url, gateway, answered: first.resolve }));
  if (terms.random() > EARLY) await Promise.race([first.promise, pause(PATIENCE)]);
  await pause(terms.random() * terms.life);
  const ended = once(gateway, "exit");
  gateway.kill("SIGKILL");
  await Promise.all([ended, ...clients]);
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
