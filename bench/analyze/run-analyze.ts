/** How long it takes to find out which rules of a policy ever decide. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Spread, spread } from "../statistics.ts";

export interface AnalyzeRound {
  /** Of the verdicts alone. */
  ms: number;
  /** Of the same, by all threads: what a busy machine does not change much. */
  cpuMs: number;
  /** Of the same policy from its source to its table, without the verdicts. */
  compileMs: number;
  /** Rules that decide some request, that decide none, and of which it was not found out. */
  reachable: number;
  dead: number;
  undecided: number;
  /** Work in steps: the same on every machine. */
  steps: number;
  peakMb: number;
}

export interface AnalyzeResult {
  policy: string;
  ms: Spread;
  cpuMs: Spread;
  compileMs: Spread;
  reachable: number;
  dead: number;
  undecided: number;
  steps: number;
  peakMb: Spread;
}

export interface AnalyzeOptions {
  quick: boolean;
  progress(text: string): void;
}

/** Kind and number of rules, as `analyze-case.ts` takes them, and rounds. */
const cases: [title: string, kind: string, rules: number, rounds: number][] = [
  ["10,000 tenant rules", "tenant", 10_000, 5],
  ["the same, one rule edited", "edit", 10_000, 5],
  ["10,000 rules with a bound of their own", "cuts", 10_000, 3],
  ["300 routes of 30 rules, with claims", "routes", 9_000, 3],
  ["1,000 adversarial rules", "adversarial", 1_000, 3],
  ["10,000 adversarial rules", "adversarial", 10_000, 1],
];

export function runAnalyze({ quick, progress }: AnalyzeOptions): AnalyzeResult[] {
  const chosen = quick ? cases.filter(([, , rules]) => rules < 10_000) : cases;
  return chosen.map(([policy, kind, rules, rounds]) => {
    progress(`analyze: ${policy}`);
    return summary(policy, runCase(kind, rules, quick ? 1 : rounds));
  });
}

/** MB. A process that may have more leaves its garbage lying for longer: its memory would tell of the machine. */
const HEAP = "--max-old-space-size=640";

function runCase(kind: string, rules: number, rounds: number): AnalyzeRound[] {
  const script = fileURLToPath(new URL("./analyze-case.ts", import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [HEAP, script, kind, String(rules), String(rounds)], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the case ${kind} ${rules} failed\n${stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as AnalyzeRound);
}

function summary(policy: string, rounds: readonly AnalyzeRound[]): AnalyzeResult {
  const { reachable, dead, undecided, steps } = rounds[0]!;
  const differing = rounds.find((round) => round.reachable !== reachable || round.steps !== steps);
  if (differing) throw new Error(`the verdicts on ${policy} differ between two rounds`);
  const of = (figure: "ms" | "cpuMs" | "compileMs" | "peakMb") => spread(rounds.map((round) => round[figure]));
  const spreads = { ms: of("ms"), cpuMs: of("cpuMs"), compileMs: of("compileMs"), peakMb: of("peakMb") };
  return { policy, ...spreads, reachable, dead, undecided, steps };
}
