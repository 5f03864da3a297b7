/**
 * The command line for a shell: one process that runs a command for each request, as loading the compiler anew for each would take
 * most of the time. What goes on until it is stopped goes on behind its answer. Prints its port.
 *
 * A request's body has texts, each ended by NUL: the working folder, a folder for the output (`1`, `2`), the number of words, the
 * words, and the environment as `NAME=value`. The answer is the exit code.
 */
import { appendFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

// Before anything else: catalogs grow stale and models retire, and pages show what is said on one day.
const Clock = Date;
const ahead = Clock.parse("2026-11-20T12:00:00Z") - Clock.now();
const now = (): number => Clock.now() + ahead;
globalThis.Date = new Proxy(Clock, {
  construct: (made, given: unknown[], by) =>
    Reflect.construct(made, given.length === 0 ? [now()] : given, by) as object,
  get: (of, name): unknown => (name === "now" ? now : Reflect.get(of, name)),
});

const { run } = await import("../../../cli/run.ts");

/** What goes on, and the address of its operator's listener. */
const going = new Set<{ stop(): void; ended: Promise<unknown> }>();
let operator: string | undefined;

interface Asked {
  readonly folder: string;
  readonly outputs: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function read(body: string): Asked {
  const [folder = "", outputs = "", count = "", ...rest] = body.split("\0");
  const words = rest.slice(0, Number(count));
  const variables = rest.slice(Number(count)).filter((text) => text.includes("="));
  const env = variables.map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)] as const);
  return { folder, outputs, words, env: Object.fromEntries(env) };
}

/** Settles with the exit code, or with 0 when the command has said that it is ready. */
async function answer({ folder, outputs, words, env }: Asked): Promise<number> {
  process.chdir(folder);
  const write = (stream: "1" | "2") => (text: string) => appendFileSync(join(outputs, stream), `${text.trimEnd()}\n`);
  for (const stream of ["1", "2"]) writeFileSync(join(outputs, stream), "");
  const stopped = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<number>();
  let runsOn = false;
  let said = "";
  const look = (): void => {
    if (runsOn && said !== "") ready.resolve(0);
  };
  const terminal = {
    out: (text: string) => {
      said += text;
      write("1")(text);
      look();
    },
    err: write("2"),
    colours: false,
    env,
    untilStopped: () => {
      runsOn = true;
      look();
      return stopped.promise;
    },
  };
  const ended = run(onItsOwnPorts(words), terminal);
  const entry = { stop: stopped.resolve, ended };
  going.add(entry);
  void ended.finally(() => going.delete(entry));
  const code = await Promise.race([ended, ready.promise]);
  operator = /operator +(http:\S+)/.exec(said)?.[1] ?? operator;
  return code;
}

/** Pages name the usual ports, which others on this machine may have. */
function onItsOwnPorts(words: readonly string[]): readonly string[] {
  const [command, what] = words;
  const free = ["--port", "--operator-port"].filter((name) => !words.includes(name)).flatMap((name) => [name, "0"]);
  if (command === "serve") return [...words, ...free];
  const asks = command === "shadow" || (command === "cache" && what === "status");
  return asks && operator !== undefined ? [...words, "--operator", operator] : words;
}

async function endAll(): Promise<number> {
  const all = [...going];
  for (const { stop } of all) stop();
  await Promise.all(all.map(({ ended }) => ended));
  operator = undefined;
  return 0;
}

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const body = Buffer.concat(pieces).toString("utf8");
    const done = request.url === "/end" ? endAll() : answer(read(body));
    done.then(
      (code) => response.end(String(code)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
process.stdin.on("end", () => process.exit()).resume();
