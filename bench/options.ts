import { parseArgs } from "node:util";

export interface BenchOptions {
  analyze: boolean;
  body: boolean;
  cache: boolean;
  check: boolean;
  deadlines: boolean;
  decide: boolean;
  estimate: boolean;
  faults: boolean;
  lsp: boolean;
  /** Only where it is named: it takes its minutes. */
  soak: boolean;
  minutes: number;
  proxy: boolean;
  state: boolean;
  stream: boolean;
  translate: boolean;
  /** Fewer rounds and requests: to see that it runs, not to quote. */
  quick: boolean;
  format: "text" | "json";
  /** Of `body`, `cache`, `deadlines`, `faults`, `proxy`, `state`, `stream` and `translate`: the cases whose names have this in them. */
  only: string;
  /** Folder for a CPU profile of the runtime's process. */
  profile: string | undefined;
}

export const usage = `Usage: npm run bench -- [analyze] [body] [cache] [check] [deadlines] [decide] [estimate] [faults] [lsp] [proxy] [soak] [state] [stream] [translate] [--quick] [--minutes <of soak>] [--format text|json] [--only <text>] [--profile <folder>]

Without a name all run but soak. --quick is for seeing that it runs; its figures are not to be quoted.
--only takes those cases of body, cache, deadlines, faults, proxy, state, stream and translate whose names have the text in them, such as "1 KB".
--profile writes a CPU profile of the runtime's process; profiling slows it down.
`;

const names: readonly string[] = [
  "analyze",
  "body",
  "cache",
  "check",
  "deadlines",
  "decide",
  "estimate",
  "faults",
  "lsp",
  "proxy",
  "soak",
  "state",
  "stream",
  "translate",
];

/** Answers what is wrong with the arguments as a text. */
export function readOptions(args: string[]): BenchOptions | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        quick: { type: "boolean", default: false },
        format: { type: "string", default: "text" },
        only: { type: "string", default: "" },
        profile: { type: "string" },
        minutes: { type: "string", default: "10" },
      },
    });
    const { quick, format, only, profile } = values;
    const unknown = positionals.find((name) => !names.includes(name));
    if (unknown !== undefined) return `There is no benchmark "${unknown}".`;
    if (format !== "text" && format !== "json") return `There is no format "${format}".`;
    const minutes = Number(values.minutes);
    if (!(minutes > 0 && minutes <= 30)) return `--minutes is a number up to 30, not "${values.minutes}".`;
    const runs = (name: string) => positionals.length === 0 || positionals.includes(name);
    return {
      analyze: runs("analyze"),
      body: runs("body"),
      cache: runs("cache"),
      check: runs("check"),
      deadlines: runs("deadlines"),
      decide: runs("decide"),
      estimate: runs("estimate"),
      faults: runs("faults"),
      lsp: runs("lsp"),
      soak: positionals.includes("soak"),
      minutes,
      proxy: runs("proxy"),
      state: runs("state"),
      stream: runs("stream"),
      translate: runs("translate"),
      quick,
      format,
      only,
      profile,
    };
  } catch (error) {
    return (error as Error).message;
  }
}
