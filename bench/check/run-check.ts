/** `pointsman check` as whole processes: what a person or a pipeline waits for. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../../simulator/random.ts";
import { type Spread, spread } from "../statistics.ts";
import { rulesPolicy } from "./rules-policy.ts";
import { type ProcessRun, runProcess } from "./run-process.ts";

export interface CheckResult {
  /** Or what else was run, for comparison. */
  policy: string;
  types: boolean;
  /** The sources of the repository, whose types Node strips, or the bundled package that users install. */
  code: "source" | "package";
  /** The first run on a machine has to compile all code; later ones find it in Node's compile cache. */
  cache: "empty" | "filled";
  wallMs: Spread;
  cpuMs: Spread;
  peakMb: Spread;
}

export interface CheckOptions {
  quick: boolean;
  progress(text: string): void;
}

const EXAMPLE = "routes.example.ts";
/** What a start costs at least, and the least that the command does. */
const starts = [
  { policy: "node -e 0", words: ["-e", "0"] },
  { policy: "--help", words: ["dist/cli/begin.cjs", "--help"] },
] as const;

export function runCheck({ quick, progress }: CheckOptions): CheckResult[] {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-check-"));
  try {
    const generated = (count: number) => {
      const path = join(folder, `rules-${count}.ts`);
      writeFileSync(path, rulesPolicy(seededRandom("check", count), count));
      return path;
    };
    const [thousand, tenThousand] = [generated(1_000), generated(10_000)];
    execFileSync(process.execPath, ["generate/build.ts"]);
    const cases: [
      policy: string,
      path: string,
      types: boolean,
      code: CheckResult["code"],
      cache: CheckResult["cache"],
      rounds: number,
    ][] = [
      [EXAMPLE, EXAMPLE, true, "source", "empty", 9],
      [EXAMPLE, EXAMPLE, false, "source", "empty", 9],
      [EXAMPLE, EXAMPLE, true, "source", "filled", 9],
      [EXAMPLE, EXAMPLE, false, "source", "filled", 9],
      [EXAMPLE, EXAMPLE, true, "package", "filled", 9],
      [EXAMPLE, EXAMPLE, false, "package", "filled", 9],
      ["1,000 rules", thousand, true, "package", "filled", 5],
      ["1,000 rules", thousand, false, "package", "filled", 5],
      ["10,000 rules", tenThousand, true, "package", "filled", 3],
      ["10,000 rules", tenThousand, false, "package", "filled", 3],
    ];
    const started = starts.map(({ policy, words }): CheckResult => {
      progress(`check: ${policy}`);
      const run = () => runProcess(words, { NODE_COMPILE_CACHE: join(folder, "cache") });
      run();
      const runs = Array.from({ length: quick ? 1 : 15 }, run);
      return { policy, types: false, code: "package", cache: "filled", ...figures(runs) };
    });
    const checked = cases.map(([policy, path, types, code, cache, rounds]) => {
      progress(`check: ${policy}, ${types ? "with" : "without"} types, ${code}, ${cache} cache`);
      const runs = measure(path, types, code, cache, folder, quick ? 1 : rounds);
      return { policy, types, code, cache, ...figures(runs) };
    });
    return [...started, ...checked];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function figures(runs: readonly ProcessRun[]): Pick<CheckResult, "wallMs" | "cpuMs" | "peakMb"> {
  const of = (figure: keyof ProcessRun) => spread(runs.map((run) => run[figure]));
  return { wallMs: of("wallMs"), cpuMs: of("cpuMs"), peakMb: of("peakMb") };
}

function measure(
  path: string,
  types: boolean,
  code: CheckResult["code"],
  cache: CheckResult["cache"],
  folder: string,
  rounds: number,
): ProcessRun[] {
  const program = code === "source" ? "cli/begin.cjs" : "dist/cli/begin.cjs";
  const words = [program, "check", "--fresh", path, ...(types ? [] : ["--no-types"])];
  const cacheFolder = join(folder, "cache");
  const run = () => {
    if (cache === "empty") rmSync(cacheFolder, { recursive: true, force: true });
    return runProcess(words, { NODE_COMPILE_CACHE: cacheFolder });
  };
  // What a run leaves behind for the next is code alone: the first run of a large policy would take as long as any.
  if (path === EXAMPLE) run();
  return Array.from({ length: rounds }, run);
}
