/** Blocks of a page as one script of a shell, in which `pointsman`, `npx`, `npm` and `curl` are what a reader has. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const processFile = fileURLToPath(new URL("pointsman-process.ts", import.meta.url));

/** The words behind `node cli/begin.cjs` of `npm start`. */
const { start } = (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } }).scripts;
const startWords = start.replace("node cli/begin.cjs ", "");

export interface CommandLine {
  /** Stops what goes on. */
  endAll(): Promise<void>;
  close(): void;
  readonly port: number;
}

export async function openCommandLine(): Promise<CommandLine> {
  const child: ChildProcess = spawn(process.execPath, [processFile], { stdio: ["pipe", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout!.once("data", (text: Buffer) => resolve(Number(text.toString())));
    child.once("exit", () => reject(new Error("the command line ended before it listened")));
  });
  const endAll = async (): Promise<void> => void (await fetch(`http://127.0.0.1:${port}/end`, { method: "POST" }));
  return { port, endAll, close: () => void child.kill("SIGKILL") };
}

export interface Ran {
  /** What it printed, on both streams, with the usual ports. */
  readonly output: string;
  /** Of its last command. */
  readonly code: number;
  /** Commands that ended otherwise than with 0. */
  readonly failed: readonly string[];
}

export interface Room {
  /** Where the commands run. */
  readonly folder: string;
  /** For what runs them; nothing of it is in `folder`. */
  readonly beside: string;
  readonly commandLine: CommandLine;
}

/** Each in turn, in one shell: what one sets the next ones have. */
export async function runBlocks(blocks: readonly string[], { folder, beside, commandLine }: Room): Promise<Ran[]> {
  const bin = join(beside, "bin");
  mkdirSync(bin);
  for (const [name, text] of Object.entries(programs(beside, commandLine.port))) {
    writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${text}`);
    chmodSync(join(bin, name), 0o755);
  }
  const file = (i: number, what: string) => join(beside, `${i}.${what}`);
  const steps = blocks.map(
    (block, i) => `trap 'echo "$BASH_COMMAND" >>${file(i, "failed")}' ERR
: >${file(i, "failed")}
{
${withOwnPorts(block)}
} >${file(i, "out")} 2>&1
echo $? >${file(i, "code")}
`,
  );
  // What is to be ended has said that it is ready, and goes on elsewhere.
  const ends = 'kill() { builtin kill "$@" 2>/dev/null || true; }';
  writeFileSync(join(beside, "script"), [ends, ...steps].join("\n"));
  const env = {
    PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
    HOME: beside,
    LC_ALL: "C.UTF-8",
    POINTSMAN_KEY: "pm-reader",
  };
  await promisify(execFile)("bash", [join(beside, "script")], { cwd: folder, env });
  return blocks.map((_, i) => {
    const failed = readFileSync(file(i, "failed"), "utf8").split("\n").filter(Boolean);
    const output = withUsualPorts(readFileSync(file(i, "out"), "utf8"), beside);
    return { output, failed, code: Number(readFileSync(file(i, "code"), "utf8")) };
  });
}

/** `host:port` as pages name it → where it is. */
const places = { "127.0.0.1:4400": "client", "127.0.0.1:4401": "operator" } as const;

function programs(beside: string, port: number): Record<string, string> {
  return {
    pointsman: `out=$(mktemp -d ${beside}/XXXXXX)
code=$({ printf '%s\\0' "$PWD" "$out" "$#" "$@"; env -0; } | /usr/bin/env curl -s --data-binary @- http://127.0.0.1:${port}/)
cat "$out/1"; cat "$out/2" >&2
sed -nE 's|^Serving .* on http://(\\S+)$|\\1|p' "$out/1" | grep . >${beside}/at.client.new && mv ${beside}/at.client.new ${beside}/at.client
sed -nE 's|^ *operator +http://(\\S+)$|\\1|p' "$out/1" | grep . >${beside}/at.operator.new && mv ${beside}/at.operator.new ${beside}/at.operator
exit "$code"
`,
    npx: `[ "$1" = pointsman ] || { echo "npx: $1 is not here" >&2; exit 127; }
shift; exec pointsman "$@"
`,
    npm: `case "$*" in
  ci | install) ;; # What it installs is what the tests run with.
  start) exec pointsman ${startWords} ;;
  "run -s pointsman -- "*) shift 4; exec pointsman "$@" ;;
  *) echo "npm $*: not here" >&2; exit 127 ;;
esac
`,
    curl: `words=()
for word in "$@"; do
${Object.entries(places)
  .map(([usual, name]) => `  [ -f ${beside}/at.${name} ] && word=\${word//${usual}/$(cat ${beside}/at.${name})}\n`)
  .join("")}  words+=("$word")
done
exec /usr/bin/env PATH=/usr/local/bin:/usr/bin:/bin curl "\${words[@]}"
`,
  };
}

function withUsualPorts(output: string, beside: string): string {
  let text = output.replaceAll(ownPorts[4510], "4510").replaceAll(ownPorts[4511], "4511");
  for (const [usual, name] of Object.entries(places)) {
    const at = readIfThere(join(beside, `at.${name}`)).trim();
    if (at !== "") text = text.replaceAll(at, usual);
  }
  return text;
}

/** Those that a page gives itself, as others on this machine may have them: below those that systems give. */
const ownPorts = { 4510: `${14_000 + (process.pid % 8_000)}`, 4511: `${22_000 + (process.pid % 8_000)}` } as const;

function withOwnPorts(block: string): string {
  return block.replaceAll(/\b4510\b/g, ownPorts[4510]).replaceAll(/\b4511\b/g, ownPorts[4511]);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
