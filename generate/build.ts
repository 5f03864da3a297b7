/**
 * `npm run build`: the package's `dist/`. What policies import is plain JavaScript with declarations, file by file; the
 * command line is bundled, because most of a short command's time would go into finding and reading 700 files.
 * `-- --unchecked` is for code whose types are known to be right: what is written is the same.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";

/** What the package reads or offers beside its code. */
const assets = ["catalog", "schemas/generated"];

/** What is loaded through the command line only. */
const bundled = ["cli", "compiler", "runtime", "semantics", "simulator"];

const { values } = parseArgs({ options: { unchecked: { type: "boolean", default: false } } });
/** What begins by itself: the command, and threads, which are found by their names beside the file that starts them. */
const input = {
  main: "cli/main.ts",
  "compile-worker": "cli/compile-worker.ts",
  "table-worker": "runtime/reload/table-worker.ts",
  "search-worker": "runtime/cache/semantic/index/search-worker.ts",
};

rmSync("dist", { recursive: true, force: true });
const compiler = "node_modules/typescript/bin/tsc";
const compile = [compiler, "-p", "tsconfig.build.json", "--noEmit", "false", "--outDir", "dist"];
if (values.unchecked) compile.push("--noCheck");
const { status } = spawnSync(process.execPath, compile, { stdio: "inherit" });
process.exitCode = status ?? 1;
if (status === 0) {
  for (const folder of bundled) rmSync(`dist/${folder}`, { recursive: true });
  await bundle();
  copyBeginning("cli/begin.cjs", "dist/cli/begin.cjs");
  for (const asset of assets) cpSync(asset, `dist/${asset}`, { recursive: true });
}

/** Each command, and the runtime, is a file of its own that is loaded when it is needed. */
async function bundle(): Promise<void> {
  const isPackage = (id: string) => !/^[./]/.test(id);
  const made = await rolldown({ input, platform: "node", external: isPackage, logLevel: "silent" });
  await made.write({ dir: "dist/cli", format: "esm" });
  await made.close();
}

/** The one file that is not compiled: it starts `main.js`, where that of the sources starts `main.ts`. */
function copyBeginning(from: string, to: string): void {
  writeFileSync(to, readFileSync(from, "utf8").replace('"./main.ts"', '"./main.js"'));
  chmodSync(to, 0o755);
}
