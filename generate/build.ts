/** `npm run build`: the package's `dist/`, plain JavaScript with declarations, and the data that it reads. */
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";

/** What the package reads or offers beside its code. */
const assets = ["catalog", "schemas/generated"];

rmSync("dist", { recursive: true, force: true });
const compiler = "node_modules/typescript/bin/tsc";
const compile = [compiler, "-p", "tsconfig.build.json", "--noEmit", "false", "--outDir", "dist"];
const { status } = spawnSync(process.execPath, compile, { stdio: "inherit" });
if (status === 0) for (const asset of assets) cpSync(asset, `dist/${asset}`, { recursive: true });
process.exitCode = status ?? 1;
