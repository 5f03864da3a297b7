/** The process of the command line: `begin.cjs` starts it on a Node that is new enough. */
import type { Terminal } from "./command.ts";
import { LogLines } from "./log-lines.ts";
import { run } from "./run.ts";

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

const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text.trimEnd()}\n`),
  err: (text) => (runsOn ? log.write(text.trimEnd()) : void process.stderr.write(`${text.trimEnd()}\n`)),
  ...(process.stderr.isTTY ? { status: (line: string) => void process.stderr.write(`\r\x1b[K${line}`) } : {}),
  colours: process.stdout.isTTY && process.stdout.hasColors(),
  ...widthOf(process.stdout),
  input: async () => (await import("node:stream/consumers")).text(process.stdin),
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
};

// Without an `await`, so that `require` takes it.
void run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code;
});

/** `COLUMNS` says it also where the output is no terminal. */
function widthOf({ columns }: { readonly columns?: number }): Pick<Terminal, "columns"> {
  const said = Number(process.env.COLUMNS);
  const width = said > 0 ? said : columns;
  return width === undefined ? {} : { columns: width };
}
