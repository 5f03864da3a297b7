/** `pointsman check` as whole processes: what a person or a pipeline waits for. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "../../simulator/random.ts";
import { type Spread, spread } from "../statistics.ts";
import { rulesPolicy } from "./rules-policy.ts";
import { type ProcessRun, runProcess } from "./run-process.ts";

export interface CheckResult {
  policy: string;
  types: boolean;
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

export function runCheck({ quick, progress }: CheckOptions): CheckResult[] {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-check-"));
  try {
    const generated = (count: number) => {
      const path = join(folder, `rules-${count}.ts`);
      writeFileSync(path, rulesPolicy(seededRandom("check", count), count));
      return path;
    };
    const [thousand, tenThousand] = [generated(1_000), generated(10_000)];
    const cases: [policy: string, path: string, types: boolean, cache: CheckResult["cache"]][] = [
      [EXAMPLE, EXAMPLE, true, "empty"],
      [EXAMPLE, EXAMPLE, false, "empty"],
      [EXAMPLE, EXAMPLE, true, "filled"],
      [EXAMPLE, EXAMPLE, false, "filled"],
      ["1,000 rules", thousand, true, "filled"],
      ["1,000 rules", thousand, false, "filled"],
      ["10,000 rules", tenThousand, true, "filled"],
      ["10,000 rules", tenThousand, false, "filled"],
    ];
    return cases.map(([policy, path, types, cache]) => {
      progress(`check: ${policy}, ${types ? "with" : "without"} types, ${cache} cache`);
      const runs = measure(path, types, cache, folder, quick ? 2 : 9);
      const of = (figure: keyof ProcessRun) => spread(runs.map((run) => run[figure]));
      return { policy, types, cache, wallMs: of("wallMs"), cpuMs: of("cpuMs"), peakMb: of("peakMb") };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(
  path: string,
  types: boolean,
  cache: CheckResult["cache"],
  folder: string,
  rounds: number,
): ProcessRun[] {
  const words = ["cli/main.ts", "check", path, ...(types ? [] : ["--no-types"])];
  const cacheFolder = join(folder, "cache");
  const run = () => {
    if (cache === "empty") rmSync(cacheFolder, { recursive: true, force: true });
    return runProcess(words, { NODE_COMPILE_CACHE: cacheFolder });
  };
  run();
  return Array.from({ length: rounds }, run);
}
