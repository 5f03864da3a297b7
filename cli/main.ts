#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { LogLines } from "./log-lines.ts";
import { run } from "./run.ts";

// Most of a check is loading code; what was compiled once is kept in the system's folder for temporary files.
enableCompileCache();

/** What runs until it is stopped goes on whoever reads what it says. */
let runsOn = false;
const log = new LogLines(process.stderr);

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (runsOn) return;
    // The reader has seen enough, as in `pointsman explain | head`.
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(`${text.trimEnd()}\n`),
  err: (text) => (runsOn ? log.write(text.trimEnd()) : void process.stderr.write(`${text.trimEnd()}\n`)),
  ...(process.stderr.isTTY ? { status: (line: string) => void process.stderr.write(`\r\x1b[K${line}`) } : {}),
  colours: process.stdout.isTTY && process.stdout.hasColors(),
  env: process.env,
  get wire() {
    return { input: process.stdin, output: process.stdout };
  },
  untilStopped: () =>
    new Promise((resolve) => {
      runsOn = true;
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    }),
  // A terminal that is closed sends it, and so does whoever expects that files are read again.
  onHangup: (listener) => void process.on("SIGHUP", listener),
});
